import { namedRoute } from '../../../lib/cli/route-option';
import { lint } from '../../../lib/doctor/nginx/lint';
import { readConfiguration } from '../../../lib/nginx/configuration';
import { filesInMemory } from '../../../lib/nginx/dump';

const H =
  'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; ' +
  'proxy_set_header Connection "upgrade"; proxy_set_header Host $host; proxy_read_timeout 3600s;';
const PASS = 'proxy_pass http://127.0.0.1:8080;';
const WS = `location /ws { ${PASS} ${H} }`;
const server = (lines: string, name = 'chat.example.com', port = 80) => `server { listen ${port}; server_name ${name}; ${lines} }`;

function judge(
  servers: string,
  ...routes: string[]
): { verdict: string; problems: string[]; routes: string[]; undetermined: readonly string[]; notes: readonly string[] } {
  const text = `events {} http { map $http_upgrade $kind { default web; websocket ws; } ${servers} }`;
  const report = lint(readConfiguration(['nginx.conf'], filesInMemory(new Map([['nginx.conf', text]]))), {
    routes: routes.map(namedRoute),
  });
  return {
    verdict: report.verdict,
    problems: report.problems.map(({ code }) => code),
    routes: report.routes.map(({ route }) => route),
    undetermined: report.undetermined,
    notes: report.notes,
  };
}

describe('a route without a host', () => {
  const blog = `location / { proxy_pass http://127.0.0.1:2368; proxy_set_header Host $host; }`;

  test('is not that of another site that hands on everything', () => {
    expect(judge(server(WS) + server(blog, 'blog.example.com'), '/ws')).toMatchObject({ verdict: 'healthy', routes: ['/ws'] });
  });

  test('is that of another server of the same name, and of all where none has a location of its own or lets sockets through', () => {
    expect(judge(server(WS) + server(blog, 'chat.example.com', 8080), '/ws').problems).toEqual(['PROXY-UPGRADE-MISSING']);
    expect(judge(server(blog) + server(blog, 'blog.example.com'), '/ws')).toMatchObject({
      problems: ['PROXY-UPGRADE-MISSING'],
      routes: ['/ws', '/ws'],
    });
  });

  const open = `location / { ${PASS} ${H} }`;
  const own = `location /ws { ${PASS} proxy_set_header Host $host; }`;
  const note = (which: string, name = 'that name', url = which) =>
    `/ws is also answered by ${which} (nginx.conf:1), which sets no Upgrade: if clients use ${name}, write --route https://${url}/ws`;

  test.each<[string, string, object]>([
    [
      'one for everything is noted',
      server(blog, 'blog.test') + server(open),
      { verdict: 'healthy', notes: [note('blog.test')], undetermined: [] },
    ],
    [
      'whichever comes first',
      server(open) + server(blog, 'blog.test'),
      { verdict: 'healthy', notes: [note('blog.test')], undetermined: [] },
    ],
    [
      'one without a name too',
      server(open) + server(blog, '_'),
      { verdict: 'healthy', notes: [note('a server without a name of its own', 'it', 'host')] },
    ],
    [
      'one for the route itself cannot be told',
      server(WS) + server(own, 'blog.test'),
      { verdict: 'undetermined', problems: [], notes: [], undetermined: [note('blog.test')] },
    ],
    [
      'one of the same name is a problem',
      server(open) + server(blog, 'x.test chat.example.com', 81),
      { problems: ['PROXY-UPGRADE-MISSING'] },
    ],
    [
      'what is wrong with the one that lets them through is a problem',
      server(blog, 'blog.test') + server(open.replace('3600s', '20s')),
      { problems: ['PROXY-IDLE-60'], notes: [note('blog.test')] },
    ],
  ])('beside a server that lets sockets through, %s', (_, servers, expected) => {
    expect(judge(servers, '/ws')).toMatchObject(expected);
  });

  test('of events needs no Upgrade, and named hosts are judged', () => {
    expect(judge(server(open) + server(blog, 'blog.test'), 'sse:/ws').notes).toEqual([]);
    expect(judge(server(open) + server(blog, 'blog.test'), 'https://blog.test/ws').problems).toEqual(['PROXY-UPGRADE-MISSING']);
  });
});

describe('a route with a host', () => {
  const www = server(`location / { ${PASS} }`, 'www.test');
  const live = server(`location / { ${PASS} ${H} }`, 'live.test');
  const tls = server(`location / { ${PASS} }`, 'live.test', 8443);

  test.each<[string, string[]]>([
    ['https://live.test/ws', []],
    ['http://live.test/ws', []],
    ['wss://LIVE.test/ws?token=1', []],
    ['ws://live.test:80/ws', []],
    ['sockjs:https://live.test/ws', []],
    ['stomp:wss://live.test/ws', []],
    ['https://www.test/ws', ['PROXY-UPGRADE-MISSING']],
    ['handler:https://www.test/ws', ['PROXY-UPGRADE-MISSING']],
    // nobody's name: the first server is the default one
    ['https://other.test/ws', ['PROXY-UPGRADE-MISSING']],
  ])('%s is judged in the server that nginx chooses', (route, problems) => {
    expect(judge(www + live, route)).toMatchObject({ problems });
  });

  test.each<[string, string[]]>([
    ['https://live.test:80/ws', []],
    ['https://live.test:8443/ws', ['PROXY-UPGRADE-MISSING']],
    // the port of a load balancer in front: all are judged
    ['https://live.test:443/ws', ['PROXY-UPGRADE-MISSING']],
  ])('%s: the port chooses among listeners', (route, problems) => {
    expect(judge(live + tls, route).problems).toEqual(problems);
  });
});

describe('a location with an Upgrade header that is there for another', () => {
  const api = `location /api { ${PASS} proxy_read_timeout 20s; }`;

  test('may end what is silent', () => {
    expect(judge(server(`${H} location /ws { ${PASS} } ${api}`))).toMatchObject({ verdict: 'healthy', routes: ['/ws', '/api'] });
    expect(judge(server(`${H} location /live { ${PASS} } ${api}`), '/live')).toMatchObject({
      verdict: 'healthy',
      routes: ['/live', '/api'],
    });
  });

  test('may not where it sets the header itself, or where no other is known to be of sockets', () => {
    expect(judge(server(`${WS} location /api { ${PASS} ${H.replace('3600s', '20s')} }`)).problems).toEqual(['PROXY-IDLE-60']);
    expect(judge(server(`${H} location /live { ${PASS} } ${api}`)).problems).toEqual(['PROXY-IDLE-60']);
  });
});

describe('no route', () => {
  test.each([
    ['an expression that leaves the sockets out', `location ~ ^/(?!ws|api).*$ { ${PASS} }`],
    ['one with groups in it', `location ~ ^(?!/(ws|stomp)/) { ${PASS} }`],
    ["a location for nginx's own questions", `location = /ws-auth { internal; ${PASS} }`],
  ])('%s', (_, location) => expect(judge(server(WS + location))).toMatchObject({ verdict: 'healthy', routes: ['/ws'] }));

  test('an internal location that inherits the headers', () => {
    expect(judge(server(`${H} location /ws { ${PASS} } location = /auth { internal; ${PASS} }`)).routes).toEqual(['/ws']);
  });
});

describe('a slash at the end', () => {
  const slash = server(`location /ws/ { ${PASS} ${H} }`);

  test.each([
    ['/ws/', []],
    ['handler:/ws/', []],
    ['sockjs:/ws/', []],
    ['sockjs:/ws', []],
    ['/ws', ['REDIRECT-NOT-FOLLOWED']],
    ['handler:/ws', ['REDIRECT-NOT-FOLLOWED']],
  ])('%s', (route, problems) => expect(judge(slash, route).problems).toEqual(problems));

  test('is one', () => expect([namedRoute('/ws//'), namedRoute('/')].map(({ path }) => path)).toEqual(['/ws/', '/']));
});

describe('a route that nginx ends itself', () => {
  test.each<[string, string, string[]]>([
    ['by its server', 'return 404;', ['NGX-LOCATION-PREFIX']],
    ['by its server, before all locations', `return 444; ${WS}`, ['NGX-LOCATION-PREFIX']],
    ['by its server, with a text', 'return 200 "here I am"; ', ['NGX-LOCATION-PREFIX']],
    ['by its location', `location /ws { return 403; } location / { ${PASS} ${H} }`, ['NGX-LOCATION-PREFIX']],
    ['by its location, before that hands it on', `location /ws { ${PASS} ${H} return 503; }`, ['NGX-LOCATION-PREFIX']],
    ['by a redirect of its server', `return 301 https://$host$request_uri; ${WS}`, ['REDIRECT-NOT-FOLLOWED']],
    ['by a redirect of its location', 'location /ws { return 308 /live; }', ['REDIRECT-NOT-FOLLOWED']],
    ['by a URL alone', 'return https://$host$request_uri;', ['REDIRECT-NOT-FOLLOWED']],
    ['by a URL with a variable', 'return $scheme://www.test$request_uri;', ['REDIRECT-NOT-FOLLOWED']],
    ['only sometimes', `location /ws { if ($cookie_off) { return 403; } ${PASS} ${H} }`, []],
  ])('%s', (_, lines, problems) => expect(judge(server(lines), '/ws').problems).toEqual(problems));
});

describe('a route that nginx sends on', () => {
  const web = `location @web { proxy_pass http://127.0.0.1:3000; }`;
  const ways: [string, string][] = [
    ['when there is no file', 'location / { root /srv; error_page 404 = @ws; }'],
    [
      'when it is a handshake',
      'location / { error_page 418 = @ws; if ($http_upgrade = "websocket") { return 418; } proxy_pass http://127.0.0.1:3000; }',
    ],
    ['by its kind', `location / { try_files /none @$kind; } ${web}`],
  ];

  test.each(ways)('%s', (_, location) => {
    const ws = `location @ws { ${PASS} ${H} }`;
    expect(judge(server(location + ws), '/ws')).toMatchObject({ verdict: 'healthy', problems: [], undetermined: [] });
    expect(judge(server(location + ws), 'sockjs:/ws').problems).toEqual([]);
    expect(judge(server(`${location} location @ws { ${PASS} }`), '/ws').problems).toEqual(['PROXY-UPGRADE-MISSING']);
  });

  test('somewhere that cannot be told is undetermined', () => {
    const way = `location / { error_page 418 = @ws; if ($cookie_beta) { return 418; } ${PASS} } location @ws { ${PASS} ${H} }`;
    expect(judge(server(way), '/ws')).toMatchObject({
      verdict: 'undetermined',
      problems: [],
      undetermined: ['nginx.conf:1: where "if ($cookie_beta)" sends /ws cannot be told here'],
    });
  });
});
