import { namedRoute } from '../../lib/cli/doctor-nginx-options';
import { lint } from '../../lib/doctor/lint';
import { readConfiguration } from '../../lib/nginx/configuration';
import { filesInMemory } from '../../lib/nginx/dump';

const H = 'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; proxy_set_header Host $host; proxy_read_timeout 3600s;';
const PASS = 'proxy_pass http://127.0.0.1:8080;';
const WS = `location /ws { ${PASS} ${H} }`;
const server = (lines: string, name = 'chat.example.com', port = 80) => `server { listen ${port}; server_name ${name}; ${lines} }`;

function judge(servers: string, ...routes: string[]): { verdict: string; problems: string[]; routes: string[]; undetermined: readonly string[] } {
  const text = `events {} http { map $http_upgrade $kind { default web; websocket ws; } ${servers} }`;
  const report = lint(readConfiguration(['nginx.conf'], filesInMemory(new Map([['nginx.conf', text]]))), { routes: routes.map(namedRoute) });
  return { verdict: report.verdict, problems: report.problems.map(({ code }) => code), routes: report.routes.map(({ route }) => route), undetermined: report.undetermined };
}

describe('a route without a host', () => {
  const blog = `location / { proxy_pass http://127.0.0.1:2368; proxy_set_header Host $host; }`;

  test('is not that of another site that hands on everything', () => {
    expect(judge(server(WS) + server(blog, 'blog.example.com'), '/ws')).toMatchObject({ verdict: 'healthy', routes: ['/ws'] });
  });

  test('is that of another server of the same name, and of all where none has a location of its own', () => {
    expect(judge(server(WS) + server(blog, 'chat.example.com', 8080), '/ws').problems).toEqual(['NGX-UPGRADE-MISSING']);
    expect(judge(server(`location / { ${PASS} ${H} }`) + server(blog, 'blog.example.com'), '/ws').problems).toEqual(['NGX-UPGRADE-MISSING']);
  });
});

describe('a location with an Upgrade header that is there for another', () => {
  const api = `location /api { ${PASS} proxy_read_timeout 20s; }`;

  test('may end what is silent', () => {
    expect(judge(server(`${H} location /ws { ${PASS} } ${api}`))).toMatchObject({ verdict: 'healthy', routes: ['/ws', '/api'] });
    expect(judge(server(`${H} location /live { ${PASS} } ${api}`), '/live')).toMatchObject({ verdict: 'healthy', routes: ['/live', '/api'] });
  });

  test('may not where it sets the header itself, or where no other is known to be of sockets', () => {
    expect(judge(server(`${WS} location /api { ${PASS} ${H.replace('3600s', '20s')} }`)).problems).toEqual(['NGX-IDLE-60']);
    expect(judge(server(`${H} location /live { ${PASS} } ${api}`)).problems).toEqual(['NGX-IDLE-60']);
  });
});

describe('no route', () => {
  test.each([
    ['an expression that leaves the sockets out', `location ~ ^/(?!ws|api).*$ { ${PASS} }`],
    ['one with groups in it', `location ~ ^(?!/(ws|stomp)/) { ${PASS} }`],
    ['a location for nginx\'s own questions', `location = /ws-auth { internal; ${PASS} }`],
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

describe('a route that nginx sends on', () => {
  const web = `location @web { proxy_pass http://127.0.0.1:3000; }`;
  const ways: [string, string][] = [
    ['when there is no file', 'location / { root /srv; error_page 404 = @ws; }'],
    ['when it is a handshake', 'location / { error_page 418 = @ws; if ($http_upgrade = "websocket") { return 418; } proxy_pass http://127.0.0.1:3000; }'],
    ['by its kind', `location / { try_files /none @$kind; } ${web}`],
  ];

  test.each(ways)('%s', (_, location) => {
    const ws = `location @ws { ${PASS} ${H} }`;
    expect(judge(server(location + ws), '/ws')).toMatchObject({ verdict: 'healthy', problems: [], undetermined: [] });
    expect(judge(server(location + ws), 'sockjs:/ws').problems).toEqual([]);
    expect(judge(server(`${location} location @ws { ${PASS} }`), '/ws').problems).toEqual(['NGX-UPGRADE-MISSING']);
  });

  test('somewhere that cannot be told is undetermined', () => {
    const way = `location / { error_page 418 = @ws; if ($cookie_beta) { return 418; } ${PASS} } location @ws { ${PASS} ${H} }`;
    expect(judge(server(way), '/ws')).toMatchObject({ verdict: 'undetermined', problems: [], undetermined: ['nginx.conf:1: where "if ($cookie_beta)" sends /ws cannot be told here'] });
  });
});
