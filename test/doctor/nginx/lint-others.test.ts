import fc from 'fast-check';
import { lint, type LintFacts } from '../../../lib/doctor/nginx/lint';
import { fixPatch } from '../../../lib/doctor/nginx/lint-fix';
import { readConfiguration } from '../../../lib/nginx/configuration';
import { filesInMemory } from '../../../lib/nginx/dump';
import { locationsOf } from '../../../lib/nginx/effective-location';
import { serversOf } from '../../../lib/nginx/servers';
import { patchedFiles } from '../../findings/patched';
import { NginxFolder } from '../../nginx/real-nginx';

const folder = new NginxFolder();
afterAll(() => folder.remove());

type Texts = Readonly<Record<string, string>>;
const read = (texts: Texts) => readConfiguration(['nginx.conf'], filesInMemory(new Map(Object.entries(texts))));
const problems = (texts: Texts, facts: LintFacts = { routes: [] }) => lint(read(texts), facts).problems.map(({ code }) => code);
const accepts = (texts: Texts) => {
  Object.entries(texts).forEach(([name, text]) => folder.write(name, text));
  return folder.test(texts['nginx.conf']!);
};
const fixed = (texts: Texts, facts: LintFacts = { routes: [] }) => {
  const cured = patchedFiles(texts, fixPatch(['nginx.conf'], filesInMemory(new Map(Object.entries(texts))), facts));
  expect(accepts(cured)).toEqual({ ok: true, message: '', line: 0 });
  return cured;
};
const server = (lines: string, more: Texts = {}): Texts => ({
  'nginx.conf':
    'worker_shutdown_timeout 1m;\nevents {}\nhttp {\n  server {\n' +
    `    listen 127.0.0.1:8199;\n${lines.replace(/^/gm, '    ')}\n  }\n}\n`,
  ...more,
});
const asked = (path: string, kind?: 'sockjs' | 'handler'): LintFacts => ({ routes: [{ path, kind }] });

const PASS = 'proxy_pass http://127.0.0.1:8080;';
const SPA = 'location / { try_files $uri /index.html; }';
const UPGRADE =
  'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; proxy_read_timeout 3600s;';

describe("a location of the route's own", () => {
  test.each([
    ['a longer name', 'location /ws-admin { PASS }'],
    ['an expression for several routes', 'location ~ ^/(ws|chat)/stream$ { PASS }'],
    ['an expression for a longer name', 'location ~ ^/ws-admin { PASS }'],
    ['alternatives at the beginning', 'location ~ ^/ws/stream$|^/chat { PASS }'],
  ])('%s stays', (_, location) => {
    const texts = server(`${location.replace('PASS', PASS)}\n${SPA}`);
    const cured = fixed(texts, asked('/ws'));
    expect(problems(texts, asked('/ws'))).toEqual(['PROXY-SPA-FALLBACK']);
    expect(cured['nginx.conf']).toContain(location.replace('PASS', PASS));
    expect(cured['nginx.conf']).toContain(`location ^~ /ws { ${PASS}`);
    expect(problems(cured, asked('/ws'))).toEqual([]);
  });

  test.each(['= /ws', '/ws/stream', '~ ^/ws/(info|stream)$', '~* ^/ws/?$', '~ ^/ws$'])('location %s becomes it', (words) => {
    const cured = fixed(server(`location ${words} { ${PASS} ${UPGRADE} }\n${SPA}`), asked('/ws', 'sockjs'));
    expect(cured['nginx.conf']).toContain('    location ^~ /ws {');
    expect(cured['nginx.conf']).not.toContain(`location ${words} {`);
  });

  test('a static expression that takes a part of what / has: the rest stays with /', () => {
    const texts = server(`location / { ${PASS} ${UPGRADE} }\nlocation ~* /xhr { root /srv; }`);
    expect(problems(texts, asked('/ws', 'sockjs'))).toContain('NGX-LOCATION-PREFIX');
    expect(fixed(texts, asked('/ws', 'sockjs'))['nginx.conf']).toMatch(/location \^~ \/ws \{[^]*location \/ \{/);
  });

  test.each([
    ['that prefix is there', `location /ws { root /srv; }\nlocation /api { ${PASS} }`, '/ws'],
    [
      'that prefix is there, and an exact one',
      `location /ws { root /srv; }\nlocation = /ws { root /srv; }\nlocation /ws/a { ${PASS} }`,
      '/ws',
    ],
    ['the root is there', `${SPA}\nlocation /api { ${PASS} }`, '/'],
    ['the applications are several', `${SPA}\nlocation /api { ${PASS} }\nlocation /ws-admin { proxy_pass http://127.0.0.1:9000; }`, '/ws'],
  ])('none where %s', (_, lines, path) => {
    const texts = server(lines);
    expect(problems(texts, asked(path))).toHaveLength(1);
    expect(fixed(texts, asked(path))).toEqual(texts);
  });
});

describe('what another location includes too', () => {
  test('of two Host lines the included one stays', () => {
    const texts = server(
      `location /ws { ${PASS} ${UPGRADE}\n  proxy_set_header Host $host;\n` +
        `  include shared.conf; }\nlocation / { ${PASS} include shared.conf; }`,
      { 'shared.conf': 'proxy_set_header Host $http_host;\n' },
    );
    const cured = fixed(texts);
    expect(cured).toEqual({ ...texts, 'nginx.conf': texts['nginx.conf']!.replace('      proxy_set_header Host $host;\n', '') });
    expect(problems(cured)).toEqual([]);
  });

  test('a time-out stays', () => {
    const lines = UPGRADE.replace('proxy_read_timeout 3600s;', '');
    const texts = server(`location /ws { ${PASS} ${lines} include shared.conf; }\nlocation /api { ${PASS} include shared.conf; }`, {
      'shared.conf': 'proxy_read_timeout 15s;\n',
    });
    expect(problems(texts)).toEqual(['PROXY-IDLE-60']);
    expect(fixed(texts)).toEqual(texts);
  });

  test('a header that is wrong for the route alone stays', () => {
    const texts = server(`location /ws { ${PASS} ${UPGRADE} include shared.conf; }\nlocation /api { ${PASS} include shared.conf; }`, {
      'shared.conf': 'proxy_set_header X-Forwarded-Proto $scheme;\n',
    });
    expect(problems(texts, { routes: [], loadBalancer: true })).toEqual(['FWD-PROTO-OVERWRITE']);
    expect(fixed(texts, { routes: [], loadBalancer: true })).toEqual(texts);
  });

  test('a path in proxy_pass stays', () => {
    const texts = server(`location /stomp/ { ${UPGRADE} include shared.conf; }\nlocation /api/ { include shared.conf; }`, {
      'shared.conf': 'proxy_pass http://127.0.0.1:8080/;\n',
    });
    expect(problems(texts)).toEqual(['PROXY-URI-REWRITE']);
    expect(fixed(texts)).toEqual(texts);
  });

  test('a header that is emptied stays so', () => {
    const texts = server(`location /ws { ${PASS} include shared.conf; }\nlocation /api { ${PASS} include shared.conf; }`, {
      'shared.conf': 'proxy_set_header Connection "";\n',
    });
    const cured = fixed(texts);
    expect(cured['shared.conf']).toBe(texts['shared.conf']);
    expect(problems(cured)).toEqual([]);
  });

  test('what the location alone includes is changed', () => {
    const lines = UPGRADE.replace('proxy_read_timeout 3600s;', '');
    const texts = server(`location /ws { ${PASS} ${lines} include own.conf; }`, { 'own.conf': 'proxy_read_timeout 15s;\n' });
    expect(problems(fixed(texts))).toEqual([]);
  });

  const line = fc.constantFrom(
    'proxy_set_header Host $host;',
    'proxy_set_header Host $http_host;',
    'proxy_set_header X-Real-IP $remote_addr;',
    'proxy_set_header Connection "upgrade";',
    'proxy_http_version 1.0;',
    'proxy_http_version 1.1;',
    'proxy_read_timeout 15s;',
    'proxy_buffering off;',
  );
  const lines = fc.uniqueArray(line, {
    maxLength: 4,
    selector: (each) =>
      each
        .split(' ')
        .slice(0, each.startsWith('proxy_set_header') ? 2 : 1)
        .join(' '),
  });
  const upgrade = fc.constantFrom([], ['proxy_set_header Upgrade $http_upgrade;']);
  const apiOf = (texts: Texts) => {
    const api = serversOf(read(texts))
      .flatMap(locationsOf)
      .find(({ name }) => name.path === '/api')!;
    const headers = api.all('proxy_set_header').filter(({ args }) => !/^(upgrade|connection)$/i.test(args[0]!));
    return [...headers, ...['proxy_http_version', 'proxy_read_timeout', 'proxy_buffering'].flatMap((name) => api.all(name))].map(
      ({ name, args }) => `${name} ${args.join(' ')}`,
    );
  };

  test('of 60 configurations each patch is one that nginx accepts, and leaves the other location what it had', () => {
    let changes = 0;
    fc.assert(
      fc.property(lines, upgrade, lines, lines, fc.boolean(), (own, more, shared, api, isFirst) => {
        const included = (rest: readonly string[]) =>
          (isFirst ? ['include shared.conf;', ...rest] : [...rest, 'include shared.conf;']).join('\n');
        const texts = server(`location /ws {\n${PASS}\n${included([...own, ...more])}\n}\nlocation /api {\n${PASS}\n${included(api)}\n}`, {
          'shared.conf': `${shared.join('\n')}\n`,
        });
        fc.pre(accepts(texts).ok);
        const cured = fixed(texts, asked('/ws', 'sockjs'));
        if (cured['nginx.conf'] !== texts['nginx.conf']) changes++;
        expect(apiOf(cured)).toEqual(apiOf(texts));
      }),
      { numRuns: 60 },
    );
    expect(changes).toBeGreaterThan(15);
  }, 120_000);
});
