import { chmodSync } from 'node:fs';
import { fixPatch } from '../../../lib/doctor/nginx/lint-fix';
import { lint } from '../../../lib/doctor/nginx/lint';
import { readConfiguration } from '../../../lib/nginx/configuration';
import { filesInMemory } from '../../../lib/nginx/dump';
import { httpConf, NginxFolder } from '../../nginx/real-nginx';
import { patched } from '../patched';

const folder = new NginxFolder();
chmodSync(folder.path, 0o755); // for a worker that root starts as somebody else
afterAll(() => folder.remove());

const PASS = 'proxy_pass http://app;';
const HEADERS =
  'proxy_http_version 1.1; proxy_set_header Host $host; proxy_set_header Upgrade $http_upgrade; ' +
  'proxy_set_header Connection "upgrade"; proxy_read_timeout 1h;';
const conf = (server: string) =>
  httpConf(
    `upstream app { server unix:${folder.path}/app; }\nserver { listen unix:socket; ` +
      `root ${folder.path};\n${server}\n}\nserver { listen unix:app; return 200 "app $request_uri"; }`,
  );
const files = (text: string) => filesInMemory(new Map([['nginx.conf', text]]));
const facts = { routes: [{ path: '/ws' }] };
const reaches = (text: string) => folder.serve(text, async (get) => (await get('/ws')).startsWith('app /ws'));
const fallbacks = (text: string, routes = facts.routes) =>
  lint(readConfiguration(['nginx.conf'], files(text)), { routes }).problems.filter(({ code }) => code === 'PROXY-SPA-FALLBACK');

const rest = `location = /index.html { return 200 page; } location @app { ${PASS} ${HEADERS} }`;

// With what it says, the real nginx is asked the same.
test.each<[string, string, boolean]>([
  ['a page', `location /ws {\n try_files $uri $uri/ /index.html;\n ${PASS} ${HEADERS}\n}`, true],
  ['a status', `location /ws {\n try_files $uri =404;\n ${PASS} ${HEADERS}\n}`, true],
  ['the path itself, until nginx gives up', `location /ws {\n try_files $uri $uri/;\n ${PASS} ${HEADERS}\n}`, true],
  ['a script', `location /ws {\n try_files $uri /index.php?$args;\n ${PASS} ${HEADERS}\n}\nlocation ~ php { return 404; }`, true],
  ['a page, for everything', `location / {\n try_files $uri /index.html;\n ${PASS} ${HEADERS}\n}`, true],
  ['a location with a name', `location /ws {\n try_files $uri @app;\n ${PASS} ${HEADERS}\n}`, false],
  ["nothing: it is the server's", `try_files $uri /index.html; location /ws {\n ${PASS} ${HEADERS}\n}`, false],
  [
    "nothing: it is the location's around it",
    `location / {\n try_files $uri /index.html;\n location /ws {\n ${PASS} ${HEADERS}\n}\n}`,
    false,
  ],
  [
    'nothing for what an if hands on',
    `location /ws {\n try_files $uri /index.html;\n ${HEADERS}\n if ($http_host) {\n ${PASS}\n}\n}`,
    false,
  ],
])('try_files that ends in %s', async (_, server, isFault) => {
  const text = conf(`${server}\n${rest}`);
  expect(await reaches(text)).toBe(!isFault);
  expect(fallbacks(text)).toHaveLength(isFault ? 1 : 0);
  if (!isFault) return;
  const cured = patched('nginx.conf', text, fixPatch(['nginx.conf'], files(text), facts));
  expect(fallbacks(cured)).toEqual([]);
  expect(await reaches(cured)).toBe(true);
});

test('what is not asked for is judged too, but not a rest that happens to have the headers', () => {
  const location = (path: string) => `location ${path} { try_files $uri /index.html; ${PASS} ${HEADERS} }`;
  expect(fallbacks(conf(location('/ws')), []).map(({ places }) => places[0]!.detail)).toEqual([
    '/ws is answered by location /ws: try_files $uri /index.html',
  ]);
  expect(fallbacks(conf(`location /ws { ${PASS} ${HEADERS} } ${location('/')}`), [])).toEqual([]);
});
