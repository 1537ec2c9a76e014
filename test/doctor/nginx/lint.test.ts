import type { LintFacts } from '../../../lib/doctor/nginx/lint';
import { judge, one, PASS, problems, W } from './judged';

const BROKEN: [string, Record<string, string>, string[], Partial<LintFacts>?][] = [
  [
    'the configuration of many a blog',
    one(
      `${PASS} proxy_set_header X-Real-IP $remote_addr; ` +
        'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header Host $host;',
      { location: '/ws-stomp' },
    ),
    ['PROXY-UPGRADE-MISSING'],
  ],
  ['an Upgrade that is emptied', one(`${PASS} proxy_set_header Upgrade ""; proxy_set_header Connection "";`), ['PROXY-UPGRADE-MISSING']],
  [
    'a Connection in letters that Spring refuses',
    one(`${PASS} proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection UPGRADE;`),
    ['NGX-CONN-ONLY-MISSING'],
  ],
  [
    'Connection close',
    one(`${PASS} proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection close;`),
    ['NGX-CONN-ONLY-MISSING'],
  ],
  [
    'a map the wrong way round',
    one(`${PASS} ${W}`, { map: "map $http_upgrade $connection_upgrade { default ''; '' upgrade; }" }),
    ['NGX-CONN-ONLY-MISSING'],
  ],
  [
    "a header in the location that hides the server's",
    one(`${PASS} proxy_set_header X-Real-IP $remote_addr;`, { server: W }),
    ['NGX-INHERIT'],
  ],
  [
    'a header in the location that hides those of an include',
    { ...one(`${PASS} proxy_set_header X-Real-IP $remote_addr;`, { server: 'include w.conf;' }), 'w.conf': W },
    ['NGX-INHERIT'],
  ],
  [
    'the part of the tree that is the socket only',
    one(`${PASS} ${W}`, { location: '~ ^/ws/websocket$' }),
    ['NGX-LOCATION-PREFIX'],
    { routes: [{ path: '/ws', kind: 'sockjs' }] },
  ],
  [
    'SockJS behind an exact location, and the rest without headers',
    one(`${PASS} ${W}`, { location: '= /ws', rest: `location / { ${PASS} }` }),
    ['PROXY-UPGRADE-MISSING'],
    { routes: [{ path: '/ws', kind: 'sockjs' }] },
  ],
  [
    'a static expression that takes the tree away',
    one(`${PASS} ${W}`, { rest: 'location ~* /xhr { root /srv; }' }),
    ['NGX-LOCATION-PREFIX'],
    { routes: [{ path: '/ws', kind: 'sockjs' }] },
  ],
  [
    "a page in the route's place",
    one('try_files $uri /index.html;', { location: '/' }),
    ['PROXY-SPA-FALLBACK'],
    { routes: [{ path: '/ws' }] },
  ],
  [
    'a redirect of the route',
    one('return 301 https://www.example.com$request_uri;'),
    ['REDIRECT-NOT-FOLLOWED'],
    { routes: [{ path: '/ws' }] },
  ],
  ['a path that is taken from STOMP', one(`proxy_pass http://127.0.0.1:8080/; ${W}`, { location: '/ws-stomp/' }), ['PROXY-URI-REWRITE']],
  [
    'a fixed path behind a variable',
    one(`set $app 127.0.0.1:8080; proxy_pass http://$app/ws; ${W}`),
    ['PROXY-URI-REWRITE'],
    { routes: [{ path: '/ws', kind: 'sockjs' }] },
  ],
  [
    'an if around the headers',
    one(`${PASS} if ($http_upgrade) { proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade; }`),
    ['NGX-IF-HEADER', 'PROXY-UPGRADE-MISSING'],
  ],
  ['a time-out below the heartbeat', one(`${PASS} ${W} proxy_read_timeout 20s;`.replace('proxy_read_timeout 1h;', '')), ['PROXY-IDLE-60']],
];

test.each(BROKEN.map(([title, ...rest]) => [title, rest] as const))('%s', (_, [files, codes, facts]) => {
  expect(problems(files, facts)).toEqual(codes);
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

describe('streams that Jetty and Undertow do not chunk', () => {
  const files = (map: string, more = '') =>
    one(`${PASS} proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $c; ${more}`, {
      http: `map $http_upgrade $c { default upgrade; '' ${map}; }`,
    });
  test.each([
    ["the map of nginx's documentation", files('close'), 'sockjs', true],
    ['without buffering', files('close', 'proxy_buffering off;'), 'sockjs', false],
    ['an empty Connection', files("''"), 'sockjs', false],
    ['a route without streams', files('close'), 'stomp', false],
  ] as const)('%s', (_, conf, kind, told) => {
    const { problems: found, advice } = judge(conf, { routes: [{ path: '/ws', kind }] });
    expect([found, advice.some(({ code }) => code === 'NGX-HTTP10')]).toEqual([[], told]);
  });
});

test('which routes were judged, and why', () => {
  const { routes } = judge(
    one(`${PASS} ${W}`, { rest: `location /chat { ${PASS} ${W} } location /api { ${PASS} } location /cable { ${PASS} }` }),
  );
  expect(routes.map(({ route, why }) => [route, why])).toEqual([
    ['/ws', 'Upgrade header, nginx.conf:16'],
    ['/chat', 'Upgrade header, nginx.conf:18'],
    ['/cable', '"cable" in its name'],
  ]);
});
