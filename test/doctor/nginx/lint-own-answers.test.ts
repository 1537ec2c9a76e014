import { httpConf, NginxFolder } from '../../nginx/real-nginx';
import { judge, PASS, W } from './judged';

const folder = new NginxFolder();
afterAll(() => folder.remove());

const MAP = "map $http_upgrade $connection_upgrade { default upgrade; '' ''; }";
/** One server of plain HTTP with a good location, and lines before it and in it. */
const http = (inServer: string, inLocation: string, listen: string) =>
  `${MAP} server { listen ${listen}; ${inServer} location /ws { ${PASS} ${W} ${inLocation} } }`;
const lintOf = (inServer: string, inLocation: string) => {
  const { verdict, problems, undetermined } = judge({ 'nginx.conf': `events {} http { ${http(inServer, inLocation, '80')} }` });
  return { verdict, codes: problems.map(({ code }) => code), undetermined };
};
/** What the real nginx answers, where nothing listens behind it: 502 where it hands the request on. */
const page = (inServer: string, inLocation: string) =>
  folder.serve(httpConf(http(inServer, inLocation, 'unix:socket').replace(':8080', ':1')), (get) => get('/ws'));

/** What answers every handshake, before a location is chosen or in it. */
test.each([
  ['return 403;', '', '403'],
  ['return 404;', '', '404'],
  ['', 'return 404;', '404'],
  ['deny all;', '', '403'],
  ['', 'deny all;', '403'],
  ['deny all; allow 10.0.0.0/8;', '', '403'],
  ['', 'limit_except POST { deny all; }', '403'],
  ['if ($request_method != POST) { return 405; }', '', '405'],
  ['if ($request_method ~ ^(GET|HEAD)$) { return 403; }', '', '403'],
  ['', 'if ($scheme = http) { return 403; }', '403'],
  ['set $shut 1;', 'if ($shut) { return 503; }', '503'],
])('%s %s: a problem, and the real nginx answers %s', async (inServer, inLocation, status) => {
  expect(await page(inServer, inLocation)).toContain(`<title>${status} `);
  const { verdict, codes } = lintOf(inServer, inLocation);
  // a variable that a set gives only sometimes is not known
  expect([verdict, codes]).toEqual(inServer.startsWith('set') ? ['healthy', []] : ['problem', ['NGX-ANSWERS-ITSELF']]);
});

test('if ($http_upgrade = "websocket") answers handshakes alone', () => {
  expect(lintOf('if ($http_upgrade = "websocket") { return 403; }', '').codes).toEqual(['NGX-ANSWERS-ITSELF']);
  expect(lintOf('if ($http_upgrade != "websocket") { return 403; }', '').codes).toEqual([]);
});

/** What answers others, or some, or nobody. */
test.each([
  ['if ($request_method !~ ^(GET|POST)$) { return 405; }', ''],
  ['if ($request_method = POST) { return 405; }', ''],
  ['if ($http_user_agent ~* bot) { return 403; }', ''],
  ['if ($scheme = https) { return 403; }', ''],
  ['', 'limit_except GET POST { deny all; }'],
  ['rewrite ^/old /new last;', ''],
  ['location = /admin { deny all; }', ''],
  ['', 'allow all; deny all;'],
])('%s %s: the real nginx hands the request on, and nothing is wrong', async (inServer, inLocation) => {
  expect(await page(inServer, inLocation)).toContain('<title>502 ');
  expect(lintOf(inServer, inLocation)).toEqual({ verdict: 'healthy', codes: [], undetermined: [] });
});

/** Where everybody is sent elsewhere, what is there decides. */
test.each([
  ['return 301 https://$host$request_uri;', 'answers every request before a location is chosen'],
  ['rewrite ^ https://$host$request_uri? permanent;', '"rewrite" redirects every request of /ws'],
  ['if ($scheme = http) { return 301 https://$host$request_uri; }', '"if" redirects every request of /ws'],
])('%s: it cannot be told, for that reason', async (inServer, reason) => {
  expect(await page(inServer, '')).toContain('<title>301 ');
  const { verdict, undetermined } = lintOf(inServer, '');
  expect([verdict, undetermined]).toEqual(['undetermined', [expect.stringContaining(reason)]]);
});

test('a server that redirects beside one that answers is no trouble', () => {
  const servers = `${MAP} server { listen 80; return 301 https://$host$request_uri; }
    server { listen 443 ssl; location /ws { ${PASS} ${W} } }`;
  expect(judge({ 'nginx.conf': `events {} http { ${servers} }` }).verdict).toBe('healthy');
});
