import type { LintFacts } from '../../../lib/doctor/nginx/lint';
import { siteFiles } from '../../../lib/nginx/site';
import { site, sites } from '../../goldens/sites';
import { judge, one, PASS } from './judged';

/** Chains that work, of different make. */
const HEALTHY: Record<string, { files: Record<string, string>; facts?: Partial<LintFacts> }> = {
  "nginx.org's own example": {
    files: one(`${PASS} proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";`),
  },
  'the map with close': {
    files: one(`${PASS} proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_upgrade;`, {
      map: "map $http_upgrade $connection_upgrade { default upgrade; '' close; }",
    }),
  },
  "the client's own Connection": {
    files: one(`${PASS} proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $http_connection;`),
  },
  'capital letters': { files: one(`${PASS} proxy_set_header UPGRADE $http_upgrade; proxy_set_header CONNECTION "Upgrade";`) },
  constants: { files: one(`${PASS} proxy_set_header Upgrade websocket; proxy_set_header Connection Upgrade;`) },
  'an include in the location': {
    files: {
      ...one(`${PASS} include proxy.conf;`),
      'proxy.conf':
        'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; ' +
        'proxy_set_header Connection "upgrade"; proxy_set_header Host $host;',
    },
  },
  'headers of the server': {
    files: one(PASS, { server: 'proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";' }),
  },
  'headers of http': {
    files: one(PASS, { http: 'proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_upgrade;' }),
  },
  'sites in files of their own': {
    files: {
      'nginx.conf': 'events {} http { include conf.d/*.conf; }',
      'conf.d/map.conf': "map $http_upgrade $connection_upgrade { default upgrade; '' close; }",
      'conf.d/site.conf':
        `server { listen 80; location /ws { ${PASS} proxy_set_header Upgrade $http_upgrade; ` +
        'proxy_set_header Connection $connection_upgrade; } location / { root /srv; try_files $uri /index.html; } }',
    },
  },
  'variables that an if sets': {
    files: one(
      'set $up ""; if ($http_upgrade = websocket) { set $up upgrade; } ' +
        `${PASS} proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $up;`,
    ),
  },
  'an exact location of a raw endpoint': {
    files: one(`${PASS} proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";`, { location: '= /ws' }),
    facts: { routes: [{ path: '/ws', kind: 'handler' }] },
  },
  'a nested location': {
    files: one(`proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; location /ws/v2 { ${PASS} }`),
  },
  'a location with a name': {
    files: one('try_files $uri @spring;', {
      rest: `location @spring { ${PASS} proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; }`,
    }),
    facts: { routes: [{ path: '/ws' }] },
  },
  'TLS at nginx itself': {
    files: one(
      `${PASS} proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; ` +
        'proxy_set_header X-Forwarded-Proto $scheme; proxy_set_header X-Forwarded-Port $server_port;',
      { server: 'listen 443 ssl; ssl_certificate a; ssl_certificate_key b;' },
    ),
  },
  'http that only redirects': {
    files: one(`${PASS} proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";`, {
      http: `server { listen 80; server_name api.example.com; location /ws { ${PASS} } return 301 https://$host$request_uri; }`,
    }),
  },
  'a path that is stripped for a server of sockets': {
    files: one('proxy_pass http://127.0.0.1:3000/; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";', {
      location: '/ws/',
    }),
  },
  'a regular expression over several routes': {
    files: one(`${PASS} proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";`, { location: '~ ^/(ws|chat)/' }),
  },
  'an upstream by variable': {
    files: one(
      'set $app 127.0.0.1; proxy_pass http://$app:8080; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";',
    ),
  },
  'a socket of the system': {
    files: one('proxy_pass http://unix:/run/app.sock; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";'),
  },
  'Lua beside it': {
    files: one(
      'access_by_lua_block { ngx.log(ngx.INFO, "hi }") } ' +
        `${PASS} proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";`,
    ),
  },
  'WebSocket and nothing else': {
    files: one(`${PASS} proxy_set_header Upgrade $ws; proxy_set_header Connection $conn;`, {
      map: "map $http_upgrade $ws { ~*^websocket$ websocket; default ''; } map $ws $conn { websocket upgrade; default ''; }",
    }),
  },
};

test.each(Object.entries(HEALTHY))('%s: no problem', (_, { files, facts }) => {
  const { problems: found, verdict, routes, undetermined } = judge(files, facts);
  expect({ codes: found.map(({ code, places }) => `${code} ${places[0]!.detail}`), verdict, undetermined }).toEqual({
    codes: [],
    verdict: 'healthy',
    undetermined: [],
  });
  expect(routes.length).toBeGreaterThan(0);
});

test.each(Object.entries(sites))('our own site %s: no problem and no advice', (_, each) => {
  const { nginxConf, proxyConf, streamConf } = siteFiles(each);
  const files = {
    'nginx.conf': nginxConf,
    'proxy.conf': proxyConf,
    'stream.conf': streamConf,
    'vpc-ranges.conf': '',
    'spring-boot-address.conf': 'server 10.0.1.7:8080;',
  };
  const { problems: found, advice } = judge(files, { loadBalancer: true });
  expect({ found: found.map(({ code }) => code), advice: advice.map(({ code, places }) => `${code} ${places[0]!.detail}`) }).toEqual({
    found: [],
    advice: [],
  });
});

test('our own site with its routes named', () => {
  const { nginxConf, proxyConf, streamConf } = siteFiles(site({}));
  const files = { 'nginx.conf': nginxConf, 'proxy.conf': proxyConf, 'stream.conf': streamConf, 'vpc-ranges.conf': '' };
  const { routes, verdict } = judge(files, { routes: [{ path: '/ws-stomp', kind: 'sockjs' }], idleSeconds: 3600 });
  expect(verdict).toBe('healthy');
  expect(routes[0]).toMatchObject({ route: '/ws-stomp', why: '--route', proxyPass: ['http://$spring'] });
});
