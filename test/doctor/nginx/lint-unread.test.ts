import { homeOf } from '../../../lib/doctor/nginx/lint-input';
import { lint } from '../../../lib/doctor/nginx/lint';
import { readConfiguration } from '../../../lib/nginx/configuration';
import { filesInMemory } from '../../../lib/nginx/dump';
import { conf } from '../../findings/configuration';
import { PASS, W } from './judged';

const routes = [{ path: '/ws' }];
const judge = (text: string, isWhole: boolean) =>
  lint(readConfiguration(['nginx.conf'], filesInMemory(new Map([['nginx.conf', text]]), isWhole)), { routes });

/** Where an include may stand, and what its files could have that a socket needs. */
const COULD_HAVE: [string, string, (include: string) => string][] = [
  ['a location', 'NGX-LOCATION-PREFIX', (include) => `server { listen 80; ${include} }`],
  ['a location, where another has none', 'PROXY-SPA-FALLBACK', (i) => `server { ${i} location / { try_files $uri /index.html; } }`],
  ['a location inside', 'PROXY-UPGRADE-MISSING', (include) => `server { location / { ${include} ${PASS} } }`],
  ['what hands it on', 'NGX-LOCATION-PREFIX', (include) => `server { location /ws { ${include} } }`],
  ['the headers', 'PROXY-UPGRADE-MISSING', (include) => `server { location /ws { ${include} ${PASS} proxy_set_header Host $host; } }`],
  ['the headers of the server', 'PROXY-UPGRADE-MISSING', (include) => `server { ${include} location /ws { ${PASS} } }`],
  ['the headers of http', 'PROXY-UPGRADE-MISSING', (include) => `${include} server { location /ws { ${PASS} } }`],
  ['the server', 'NGX-LOCATION-PREFIX', (include) => `${include} server { listen 80 default_server; return 404; }`],
  ['the map', 'NGX-MAP-MISSING', (include) => `${include} server { location /ws { ${PASS} ${W} } }`],
];
const PATTERNS = ['conf.d/app/*.conf', 'sites-enabled/*', '/srv/snippets/[a-z]*.conf', 'ws?.conf'];

describe.each(COULD_HAVE)('an include without its files could have %s', (_, code, http) => {
  const text = (include: string) => `events {} http { ${http(`include ${include};`)} }`;

  test.each(['one.conf', ...PATTERNS])('%s of a copy: it cannot be told', (include) => {
    const { verdict, problems, undetermined, notes } = judge(text(include), false);
    expect({ verdict, problems }).toEqual({ verdict: 'undetermined', problems: [] });
    expect([...undetermined, ...notes].join('\n')).toContain(include);
  });

  test.each(PATTERNS)('%s where all files are there: it is a problem', (include) => {
    expect(judge(text(include), true).problems.map((each) => each.code)).toContain(code);
  });
});

describe('a pattern without files in a copy changes nothing', () => {
  const ws = (lines: string) => `server { location /ws { ${PASS} ${lines} } }`;
  test.each<[string, string, string]>([
    ['for the headers, where a location has some', `include conf.d/*.conf; ${ws('proxy_set_header Host $host;')}`, 'PROXY-UPGRADE-MISSING'],
    [
      'for the headers, where the server has some',
      `include conf.d/*.conf; server { proxy_set_header Host $host; location /ws { ${PASS} } }`,
      'PROXY-UPGRADE-MISSING',
    ],
    ['in another location', `${ws('')} server { location /api { include conf.d/*.conf; } }`, 'PROXY-UPGRADE-MISSING'],
    [
      'for who answers, where a server hands requests on',
      `include conf.d/*.conf; server { location /api { ${PASS} } location /ws { return 404; } }`,
      'NGX-LOCATION-PREFIX',
    ],
    ['for the map, outside of http', `${ws(W)} } include modules-enabled/*.conf; events {`, 'NGX-MAP-MISSING'],
  ])('%s', (_, http, code) => {
    expect(judge(`events {} http { ${http} }`, false)).toMatchObject({ verdict: 'problem', problems: [{ code }] });
  });

  test('of modules, which is not even a note', () => {
    const { verdict, notes } = judge(conf(`${PASS} ${W}`, { main: 'include /usr/share/nginx/modules/*.conf;' }), false);
    expect({ verdict, notes }).toEqual({ verdict: 'healthy', notes: [] });
  });
});

test('a note names the pattern', () => {
  expect(judge(conf(`${PASS} ${W}`, { http: 'include conf.d/*.conf;' }), false)).toMatchObject({
    verdict: 'healthy',
    notes: ['nginx.conf:11 includes conf.d/*.conf, which matches no file here'],
  });
});

test.each([
  ['/etc/nginx', '/etc/nginx/'],
  ['/etc/nginx/sites-enabled', '/etc/nginx/'],
  ['/etc/nginx/../nginx/conf.d/', '/etc/nginx/'],
  ['/usr/local/openresty/nginx/conf', '/usr/local/openresty/nginx/conf/'],
  ['/etc/nginx-copy', undefined],
  ['/srv/etc/nginx', undefined],
  ['etc/nginx', undefined],
])('%s belongs to the nginx in %s', (path, home) => expect(homeOf(path)).toBe(home));
