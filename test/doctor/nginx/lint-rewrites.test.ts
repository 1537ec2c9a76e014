import { lint } from '../../../lib/doctor/nginx/lint';
import { readConfiguration } from '../../../lib/nginx/configuration';
import { filesInMemory } from '../../../lib/nginx/dump';
import type { NamedRoute } from '../../../lib/nginx/socket-routes';
import { httpConf, NginxFolder } from '../../nginx/real-nginx';

const folder = new NginxFolder();
afterAll(() => folder.remove());

const HEADERS =
  'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; proxy_read_timeout 1h;';
const conf = (location: string, uri: string, before = '') =>
  httpConf(
    `server { listen unix:echo; return 200 $request_uri; } server { listen unix:socket; ${before} location ${location} { ` +
      `proxy_pass http://${before ? '$app' : `unix:${folder.path}/echo:`}${uri}; ${HEADERS} } }`,
  ).replace('daemon off;', 'daemon off; user root;');
const byVariable = () => `set $app unix:${folder.path}/echo:;`;

function judged(text: string, routes: readonly NamedRoute[]): { severity: string; seen?: string; asked?: string } {
  const { problems, advice } = lint(readConfiguration(['nginx.conf'], filesInMemory(new Map([['nginx.conf', text]]))), { routes });
  const found = [...problems, ...advice].find(({ code }) => code === 'PROXY-URI-REWRITE');
  const [, seen, asked] = /^the application sees (\S+) for ([^\s:]+)/.exec(found?.places[0]!.detail ?? '') ?? [];
  return { severity: found?.severity ?? 'none', seen, asked };
}

test.each<[string, string, string, NamedRoute | undefined, string]>([
  ['a prefix that is taken away', '/api/', '/', { path: '/api/ws-stomp', kind: 'sockjs' }, 'advice'],
  ['a prefix that is another one at the application', '/api/', '/v1/', { path: '/api/ws', kind: 'sockjs' }, 'advice'],
  ['the whole endpoint that is taken away', '/ws/', '/', { path: '/ws', kind: 'sockjs' }, 'problem'],
  ['the whole endpoint of STOMP that is taken away', '/ws', '/', { path: '/ws', kind: 'stomp' }, 'problem'],
  ['the whole endpoint of a handler, which may be at the root', '/ws', '/', { path: '/ws', kind: 'handler' }, 'advice'],
  ['names that run together', '/ws/', '/ws', { path: '/ws', kind: 'sockjs' }, 'problem'],
  ['a slash that a handler does not have', '/ws/', '/ws', { path: '/ws/', kind: 'handler' }, 'advice'],
  ['the same where nobody said what speaks there', '/ws/', '/ws', undefined, 'advice'],
  ['a path that stays', '/ws/', '/ws/', { path: '/ws', kind: 'sockjs' }, 'none'],
])('%s', async (_, location, uri, route, severity) => {
  const text = conf(location, uri);
  const { seen, asked, ...found } = judged(text, route ? [route] : []);
  expect(found).toEqual({ severity });
  if (asked) expect(await folder.serve(text, (get) => get(asked))).toBe(seen);
});

test.each<[string, NamedRoute | undefined, string]>([
  ['is its own for a handler', { path: '/ws', kind: 'handler' }, 'none'],
  ['is not for SockJS', { path: '/ws', kind: 'sockjs' }, 'problem'],
  ['may not be for SockJS', undefined, 'advice'],
])('the one path behind a variable %s', async (_, route, severity) => {
  const text = conf('/ws', '/ws', byVariable());
  const { seen, asked, ...found } = judged(text, route ? [route] : []);
  expect(found).toEqual({ severity });
  if (asked) expect(await folder.serve(text, (get) => get(asked))).toBe(seen);
});
