import { lint, type LintFacts } from '../../lib/doctor/lint';
import { readConfiguration } from '../../lib/nginx/configuration';
import { filesInMemory } from '../../lib/nginx/dump';
import { readVersion } from '../../lib/nginx/version';
import { site, sites } from '../goldens/sites';
import { siteFiles } from '../../lib/nginx/site';
import { conf } from '../findings/config-cases';

const judge = (files: Record<string, string>, facts: Partial<LintFacts> = {}, version?: string) => {
  const paths = Object.keys(files).slice(0, 1);
  return lint(readConfiguration(paths, filesInMemory(new Map(Object.entries(files))), version ? readVersion(version) : undefined), { routes: [], ...facts });
};
const problems = (files: Record<string, string>, facts?: Partial<LintFacts>, version?: string) => judge(files, facts, version).problems.map(({ code }) => code);

const PASS = 'proxy_pass http://127.0.0.1:8080;';
const one = (inLocation: string, more?: Parameters<typeof conf>[1]) => ({ 'nginx.conf': conf(inLocation, more) });

/** Chains that work, of different make. */
const HEALTHY: Record<string, { files: Record<string, string>; facts?: Partial<LintFacts> }> = {
  'nginx.org\'s own example': { files: one(`${PASS} proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";`) },
  'the map with close': { files: one(`${PASS} proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_upgrade;`, { map: "map $http_upgrade $connection_upgrade { default upgrade; '' close; }" }) },
  'the client\'s own Connection': { files: one(`${PASS} proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $http_connection;`) },
  'capital letters': { files: one(`${PASS} proxy_set_header UPGRADE $http_upgrade; proxy_set_header CONNECTION "Upgrade";`) },
  'constants': { files: one(`${PASS} proxy_set_header Upgrade websocket; proxy_set_header Connection Upgrade;`) },
  'an include in the location': { files: { ...one(`${PASS} include proxy.conf;`), 'proxy.conf': 'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; proxy_set_header Host $host;' } },
  'headers of the server': { files: one(PASS, { server: 'proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";' }) },
  'headers of http': { files: one(PASS, { http: 'proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_upgrade;' }) },
  'sites in files of their own': {
    files: {
      'nginx.conf': 'events {} http { include conf.d/*.conf; }',
      'conf.d/map.conf': "map $http_upgrade $connection_upgrade { default upgrade; '' close; }",
      'conf.d/site.conf': `server { listen 80; location /ws { ${PASS} proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_upgrade; } location / { root /srv; try_files $uri /index.html; } }`,
    },
  },
  'variables that an if sets': { files: one(`set $up ""; if ($http_upgrade = websocket) { set $up upgrade; } ${PASS} proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $up;`) },
  'an exact location of a raw endpoint': { files: one(`${PASS} proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";`, { location: '= /ws' }), facts: { routes: [{ path: '/ws', kind: 'handler' }] } },
  'a nested location': { files: one(`proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; location /ws/v2 { ${PASS} }`) },
  'a location with a name': { files: one('try_files $uri @spring;', { rest: `location @spring { ${PASS} proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; }` }), facts: { routes: [{ path: '/ws' }] } },
  'TLS at nginx itself': { files: one(`${PASS} proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; proxy_set_header X-Forwarded-Proto $scheme; proxy_set_header X-Forwarded-Port $server_port;`, { server: 'listen 443 ssl; ssl_certificate a; ssl_certificate_key b;' }) },
  'http that only redirects': { files: one(`${PASS} proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";`, { http: `server { listen 80; server_name api.example.com; location /ws { ${PASS} } return 301 https://$host$request_uri; }` }) },
  'a path that is stripped for a server of sockets': { files: one('proxy_pass http://127.0.0.1:3000/; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";', { location: '/ws/' }) },
  'a regular expression over several routes': { files: one(`${PASS} proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";`, { location: '~ ^/(ws|chat)/' }) },
  'an upstream by variable': { files: one('set $app 127.0.0.1; proxy_pass http://$app:8080; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";') },
  'a socket of the system': { files: one('proxy_pass http://unix:/run/app.sock; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";') },
  'Lua beside it': { files: one(`access_by_lua_block { ngx.log(ngx.INFO, "hi }") } ${PASS} proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";`) },
  'WebSocket and nothing else': { files: one(`${PASS} proxy_set_header Upgrade $ws; proxy_set_header Connection $conn;`, { map: "map $http_upgrade $ws { ~*^websocket$ websocket; default ''; } map $ws $conn { websocket upgrade; default ''; }" }) },
};

test.each(Object.entries(HEALTHY))('%s: no problem', (_, { files, facts }) => {
  const { problems: found, verdict, routes, undetermined } = judge(files, facts);
  expect({ codes: found.map(({ code, places }) => `${code} ${places[0]!.detail}`), verdict, undetermined }).toEqual({ codes: [], verdict: 'healthy', undetermined: [] });
  expect(routes.length).toBeGreaterThan(0);
});

test.each(Object.entries(sites))('our own site %s: no problem and no advice', (_, each) => {
  const { nginxConf, proxyConf, streamConf } = siteFiles(each);
  const files = { 'nginx.conf': nginxConf, 'proxy.conf': proxyConf, 'stream.conf': streamConf, 'vpc-ranges.conf': '', 'spring-boot-address.conf': 'server 10.0.1.7:8080;' };
  const { problems: found, advice } = judge(files, { loadBalancer: true });
  expect({ found: found.map(({ code }) => code), advice: advice.map(({ code, places }) => `${code} ${places[0]!.detail}`) }).toEqual({ found: [], advice: [] });
});

const W = 'proxy_http_version 1.1; proxy_set_header Host $host; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_upgrade; proxy_read_timeout 1h;';

const BROKEN: [string, Record<string, string>, string[], Partial<LintFacts>?][] = [
  ['the configuration of many a blog', one(`${PASS} proxy_set_header X-Real-IP $remote_addr; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header Host $host;`, { location: '/ws-stomp' }), ['NGX-UPGRADE-MISSING']],
  ['an Upgrade that is emptied', one(`${PASS} proxy_set_header Upgrade ""; proxy_set_header Connection "";`), ['NGX-UPGRADE-MISSING']],
  ['a Connection in letters that Spring refuses', one(`${PASS} proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection UPGRADE;`), ['NGX-CONN-ONLY-MISSING']],
  ['Connection close', one(`${PASS} proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection close;`), ['NGX-CONN-ONLY-MISSING']],
  ['a map the wrong way round', one(`${PASS} ${W}`, { map: "map $http_upgrade $connection_upgrade { default ''; '' upgrade; }" }), ['NGX-CONN-ONLY-MISSING']],
  ['a header in the location that hides the server\'s', one(`${PASS} proxy_set_header X-Real-IP $remote_addr;`, { server: W }), ['NGX-INHERIT']],
  ['a header in the location that hides those of an include', { ...one(`${PASS} proxy_set_header X-Real-IP $remote_addr;`, { server: 'include w.conf;' }), 'w.conf': W }, ['NGX-INHERIT']],
  ['the part of the tree that is the socket only', one(`${PASS} ${W}`, { location: '~ ^/ws/websocket$' }), ['NGX-LOCATION-PREFIX'], { routes: [{ path: '/ws', kind: 'sockjs' }] }],
  ['SockJS behind an exact location, and the rest without headers', one(`${PASS} ${W}`, { location: '= /ws', rest: `location / { ${PASS} }` }), ['NGX-UPGRADE-MISSING'], { routes: [{ path: '/ws', kind: 'sockjs' }] }],
  ['a static expression that takes the tree away', one(`${PASS} ${W}`, { rest: 'location ~* /xhr { root /srv; }' }), ['NGX-LOCATION-PREFIX'], { routes: [{ path: '/ws', kind: 'sockjs' }] }],
  ['a page in the route\'s place', one('try_files $uri /index.html;', { location: '/' }), ['NGX-SPA-FALLBACK'], { routes: [{ path: '/ws' }] }],
  ['a redirect of the route', one('return 301 https://www.example.com$request_uri;'), ['REDIRECT-NOT-FOLLOWED'], { routes: [{ path: '/ws' }] }],
  ['a path that is taken from STOMP', one(`proxy_pass http://127.0.0.1:8080/; ${W}`, { location: '/ws-stomp/' }), ['NGX-URI-REWRITE']],
  ['a fixed path behind a variable', one(`set $app 127.0.0.1:8080; proxy_pass http://$app/ws; ${W}`), ['NGX-URI-REWRITE'], { routes: [{ path: '/ws', kind: 'sockjs' }] }],
  ['an if around the headers', one(`${PASS} if ($http_upgrade) { proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade; }`), ['NGX-IF-HEADER', 'NGX-UPGRADE-MISSING']],
  ['a time-out below the heartbeat', one(`${PASS} ${W} proxy_read_timeout 20s;`.replace('proxy_read_timeout 1h;', '')), ['NGX-IDLE-60']],
];

test.each(BROKEN.map(([title, ...rest]) => [title, rest] as const))('%s', (_, [files, codes, facts]) => {
  expect(problems(files, facts)).toEqual(codes);
});

describe('what cannot be told', () => {
  test('no location looks like a socket: the candidates are named', () => {
    const { verdict, undetermined } = judge(one(PASS, { location: '/' }));
    expect(verdict).toBe('undetermined');
    expect(undetermined).toEqual(['no location has an Upgrade header or the name of a socket; say which path it is, such as --route /ws. Handed on: location / (nginx.conf:15)']);
  });

  test('a part of a configuration whose map is elsewhere', () => {
    const { verdict, undetermined } = judge({ 'site.conf': `server { location /ws { ${PASS} ${W} } }` });
    expect(verdict).toBe('undetermined');
    expect(undetermined).toEqual(['site.conf:1: what Connection $connection_upgrade gives cannot be told here; give nginx.conf, or the output of nginx -T, which has all of it']);
  });

  test('an include that is not there could have the headers', () => {
    const { verdict, undetermined, notes } = judge(one(`${PASS} include proxy.conf;`));
    expect(verdict).toBe('undetermined');
    expect(undetermined).toEqual(['NGX-UPGRADE-MISSING? location /ws sets no Upgrade header, unless proxy.conf sets it, which is not there to read (nginx.conf:16)']);
    expect(notes).toEqual(['nginx.conf:16 includes proxy.conf, which is not there']);
  });

  test.each([
    ['hands requests on', one('include proxy.conf;', { rest: `location /api { ${PASS} }` }), 'NGX-LOCATION-PREFIX? location /ws answers /ws, and hands it to no application, unless proxy.conf hands it on, which is not there to read (nginx.conf:16)'],
    ['is the location', one(PASS, { location: '/api', server: 'include ws.conf;', rest: 'location / { try_files $uri /index.html; }' }), 'NGX-SPA-FALLBACK? /ws is answered by location /: try_files $uri /index.html, unless ws.conf has a location for it, which is not there to read (nginx.conf:14)'],
    ['is the location, where the server has the page', one(PASS, { location: '/api', server: 'include ws.conf; error_page 404 /index.html;', rest: 'location / { root /srv; }' }), 'NGX-SPA-FALLBACK? /ws is answered by location /: error_page 404 /index.html, unless ws.conf has a location for it, which is not there to read (nginx.conf:14)'],
    ['is the location, where there is no other', one(PASS, { location: '/api', server: 'include ws.conf;' }), 'NGX-LOCATION-PREFIX? server answers /ws, and hands it to no application, unless ws.conf has a location for it, which is not there to read (nginx.conf:14)'],
    ['is the location, where another redirects', one(PASS, { location: '/api', server: 'include ws.conf;', rest: 'location / { return 301 https://www.example.com; }' }), 'REDIRECT-NOT-FOLLOWED? /ws is answered with 301 https://www.example.com, unless ws.conf has a location for it, which is not there to read (nginx.conf:14)'],
  ])('an include that is not there could have what %s', (_, files, text) => {
    const report = judge(files, { routes: [{ path: '/ws' }] });
    expect({ verdict: report.verdict, undetermined: report.undetermined }).toEqual({ verdict: 'undetermined', undetermined: [text] });
  });

  test.each([
    ['a redirect of the whole server', one(PASS, { server: 'include ws.conf; return 301 https://www.example.com;' }), 'REDIRECT-NOT-FOLLOWED'],
    ['a location of that very name', one('root /srv;', { server: 'include ws.conf;' }), 'NGX-LOCATION-PREFIX'],
    ['a file that says nothing about it', one(PASS, { location: '/api', server: 'include snippets/ssl-params.conf;', rest: 'location / { try_files $uri /index.html; }' }), 'NGX-SPA-FALLBACK'],
  ])('%s is a problem all the same', (_, files, code) => {
    expect(problems(files, { routes: [{ path: '/ws' }] })).toEqual([code]);
  });
});

describe('the version of nginx', () => {
  const files = one(`${PASS} proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";`);
  const sockjs = { routes: [{ path: '/ws', kind: 'sockjs' as const }] };
  test.each([
    ['1.22.1', ['NGX-HTTP10']],
    ['1.29.6', ['NGX-HTTP10']],
    ['1.29.7', []],
    ['1.31', []],
    [undefined, []],
  ])('%s', (version, codes) => expect(problems(files, sockjs, version)).toEqual(codes));
});

test('which routes were judged, and why', () => {
  const { routes } = judge(one(`${PASS} ${W}`, { rest: `location /chat { ${PASS} ${W} } location /api { ${PASS} } location /cable { ${PASS} }` }));
  expect(routes.map(({ route, why }) => [route, why])).toEqual([
    ['/ws', 'Upgrade header, nginx.conf:16'],
    ['/chat', 'Upgrade header, nginx.conf:18'],
    ['/cable', '"cable" in its name'],
  ]);
});

test('our own site with its routes named', () => {
  const { nginxConf, proxyConf, streamConf } = siteFiles(site({}));
  const files = { 'nginx.conf': nginxConf, 'proxy.conf': proxyConf, 'stream.conf': streamConf, 'vpc-ranges.conf': '' };
  const { routes, verdict } = judge(files, { routes: [{ path: '/ws-stomp', kind: 'sockjs' }], idleSeconds: 3600 });
  expect(verdict).toBe('healthy');
  expect(routes[0]).toMatchObject({ route: '/ws-stomp', why: '--route', passes: ['http://$spring'] });
});
