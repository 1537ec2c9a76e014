import fc from 'fast-check';
import { fixPatch } from '../../../lib/doctor/nginx/lint-fix';
import { lint } from '../../../lib/doctor/nginx/lint';
import { readConfiguration } from '../../../lib/nginx/configuration';
import { filesInMemory } from '../../../lib/nginx/dump';
import { NginxFolder } from '../../nginx/real-nginx';
import { patched } from '../../findings/patched';

const folder = new NginxFolder();
afterAll(() => folder.remove());

const files = (text: string) => filesInMemory(new Map([['nginx.conf', text]]));
const problems = (text: string) => lint(readConfiguration(['nginx.conf'], files(text)), { routes: [] }).problems;

const line = fc.constantFrom(
  ...[
    'Upgrade $http_upgrade',
    'Upgrade ""',
    'Upgrade $up',
    'Connection "upgrade"',
    'Connection $conn',
    'Connection close',
    'Connection $http_connection',
    'Host $host',
    'X-Real-IP $remote_addr',
  ].map((each) => `proxy_set_header ${each};`),
  ...[
    'proxy_http_version 1.1;',
    'proxy_read_timeout 5s;',
    'proxy_buffering off;',
    '# why this is here',
    'proxy_set_header Sec-WebSocket-Protocol "";',
    'add_header X-A "a; }";',
  ],
);
const once = (lines: readonly string[]) =>
  lines.filter(
    (each, i) =>
      each.startsWith('#') ||
      lines.findIndex(
        (other) =>
          other
            .split(' ')
            .slice(0, each.startsWith('proxy_set_header') ? 2 : 1)
            .join() ===
          each
            .split(' ')
            .slice(0, each.startsWith('proxy_set_header') ? 2 : 1)
            .join(),
      ) === i,
  );
const level = fc.array(line, { maxLength: 4 }).map(once);
const map = fc.constantFrom(
  '',
  'map $http_upgrade $conn { default upgrade; "" close; }',
  "map $http_upgrade $conn { default ''; }",
  "map $http_upgrade $up { ~*^websocket$ websocket; default ''; }",
);
const eol = fc.constantFrom('\n', '\n', '\r\n');
const layout = fc.constantFrom('lines', 'lines', 'tabs', 'flat');

const configuration = fc
  .record({
    maps: fc.uniqueArray(map, { maxLength: 2, selector: (each) => each.split(' ')[2] }),
    http: level,
    server: level,
    first: level,
    second: level,
    eol,
    layout,
    rest: fc.boolean(),
  })
  .map((it) => {
    const known = it.maps.join();
    const defined = (lines: readonly string[]) =>
      lines.filter((each) => (!each.includes('$up;') || known.includes('$up')) && (!each.includes('$conn;') || known.includes('$conn')));
    const [end, tab] = it.layout === 'flat' ? [' ', ''] : [it.eol, it.layout === 'tabs' ? '\t' : '  '];
    const lines = (all: readonly string[], depth: number) =>
      defined(all)
        .filter((each) => it.layout !== 'flat' || !each.startsWith('#'))
        .map((each) => `${tab.repeat(depth)}${each}${end}`)
        .join('');
    const location = (path: string, own: readonly string[]) =>
      `${tab.repeat(2)}location ${path} {${end}${tab.repeat(3)}proxy_pass ` +
      `http://127.0.0.1:8080;${end}${lines(own, 3)}${tab.repeat(2)}}${end}`;
    const body = [
      `${lines(it.maps, 1)}${lines(it.http, 1)}${tab}# the one server${it.layout === 'flat' ? it.eol : end}`,
      `${tab}server {${end}${tab.repeat(2)}listen 127.0.0.1:8199;${end}${lines(it.server, 2)}`,
      `${location('/ws', it.first)}${location('/stomp', it.second)}${it.rest ? location('/', []) : ''}${tab}}`,
    ].join('');
    return `worker_shutdown_timeout 1m;${it.eol}events {}${it.eol}http {${it.eol}${body}${it.eol}}${it.layout === 'tabs' ? '' : it.eol}`;
  });

const commentOfARemovedLine =
  'worker_shutdown_timeout 1m;\nevents {}\nhttp {\n  proxy_set_header Sec-WebSocket-Protocol ""; ' +
  '# no token in a log\n  server { listen 127.0.0.1:8199; location /ws { proxy_pass http://127.0.0.1:8080; } }\n}\n';

test('of 60 configurations each is cured by its patch: nginx accepts it, no problem is left, comments stay', () => {
  let cures = 0;
  fc.assert(
    fc.property(configuration, (text) => {
      fc.pre(folder.test(text).ok);
      const patch = fixPatch(['nginx.conf'], files(text), { routes: [] });
      expect(patch === '').toBe(problems(text).length === 0);
      if (patch === '') return;
      cures++;
      const cured = patched('nginx.conf', text, patch);
      expect(problems(cured).map(({ code, places }) => `${code} ${places[0]!.detail}`)).toEqual([]);
      expect(folder.test(cured)).toEqual({ ok: true, message: '', line: 0 });
      expect(cured.match(/#[^\r\n]*/g)).toEqual(text.match(/#[^\r\n]*/g));
      expect(/[^\r]\n/.test(cured)).toBe(/[^\r]\n/.test(text));
      expect(fixPatch(['nginx.conf'], files(cured), { routes: [] })).toBe('');
    }),
    { numRuns: 60, examples: [[commentOfARemovedLine]] },
  );
  expect(cures).toBeGreaterThan(15);
}, 180_000);

test('Lua stays as it is', () => {
  const lua = 'access_by_lua_block {\n      -- it\'s "}\n      local t = {"}"}\n    }';
  const text =
    `events {}\nhttp {\n  server {\n    ${lua}\n    location /ws {\n      ${lua}\n` +
    `      proxy_pass http://127.0.0.1:8080;\n      ${lua}\n    }\n  }\n}\n`;
  const cured = patched('nginx.conf', text, fixPatch(['nginx.conf'], files(text), { routes: [] }));
  expect(problems(cured)).toEqual([]);
  expect(cured.split(lua)).toHaveLength(4);
});
