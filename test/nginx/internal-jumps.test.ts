import { request } from 'node:http';
import { join } from 'node:path';
import { readConfiguration } from '../../lib/nginx/configuration';
import { filesInMemory } from '../../lib/nginx/dump';
import { serversOf } from '../../lib/nginx/servers';
import { answering } from '../../lib/nginx/socket-routes';
import { HANDSHAKES, PLAIN_REQUESTS, Variables } from '../../lib/nginx/variables';
import { httpConf, NginxFolder } from './real-nginx';

const folder = new NginxFolder();
afterAll(() => folder.remove());

const JUMPS: Record<string, string> = {
  '/files': 'try_files /none @ws;',
  '/files-first': 'try_files /none @ws; proxy_pass http://unix:echo:;',
  '/by-kind': 'try_files /none @$kind;',
  '/not-there': 'root /none; error_page 404 = @ws;',
  '/not-there-among-others': 'root /none; error_page 403 404 = @$kind;',
  '/inherited': 'root /none;',
  '/at-last': 'try_files /none =410; error_page 410 = @ws;',
  '/if': 'error_page 418 = @ws; if ($http_upgrade = "websocket") { return 418; } return 200 plain;',
  '/if-of-its-own': 'if ($http_upgrade) { error_page 418 = @ws; return 418; } return 200 plain;',
  '/if-not': 'error_page 418 = @ws; if ( $http_upgrade !~* ^websocket$ ) { return 200 plain; } return 418;',
  '/if-empty': 'error_page 418 = @ws; if ($http_upgrade = "") { return 418; } return 200 handshake;',
  '/text': 'error_page 418 = @ws; return 418 teapot;',
  '/twice': 'error_page 418 = @empty; return 418;',
  '/files-then-error': 'try_files /none @empty;',
};
const own = Object.entries(JUMPS).map(([path, lines]) => `location = ${path} { add_header X-At ${path} always; ${lines} }`);
const conf = httpConf(`split_clients $remote_addr $part { 50% ws; * web; }
  map $http_upgrade $kind { websocket ws; default web; }
  server { listen unix:echo; return 200; }
  server { listen unix:socket; error_page 404 = @ws; ${own.join('\n')}
    location = /keeps-404 { root /none; error_page 404 @ws; }
    location = /cookie { error_page 418 = @ws; if ($cookie_beta) { return 418; } return 200; }
    location = /several { try_files /none @$part; }
    location = /maintenance { error_page 503 = @empty; if (-f /none) { return 503; } proxy_pass http://unix:echo:; }
    location @ws { add_header X-At @ws; proxy_pass http://unix:${folder.path}/echo:; }
    location @web { add_header X-At @web; return 200; }
    location @empty { add_header X-At @empty always; root /none; }
  }`)
  .replaceAll('unix:echo:', `unix:${folder.path}/echo:`)
  .replace('daemon off;', 'daemon off; user root;');

const configuration = readConfiguration(['nginx.conf'], filesInMemory(new Map([['nginx.conf', conf]])));
const server = serversOf(configuration)[1]!;
const placeFor = (requests: typeof HANDSHAKES) => (path: string) => answering(server, path, new Variables(configuration), requests);

function ask(path: string, headers: Record<string, string>): Promise<{ status: number; at: string }> {
  return new Promise((resolve, reject) => {
    request({ socketPath: join(folder.path, 'socket'), path, headers }, (res) =>
      resolve({ status: res.resume().statusCode!, at: String(res.headers['x-at']) }),
    )
      .on('error', reject)
      .end();
  });
}

test.each([
  ['a handshake', HANDSHAKES, { upgrade: 'websocket', connection: 'Upgrade' }],
  ['any other request', PLAIN_REQUESTS, { connection: 'close' }],
] as const)('%s ends in the location that nginx sends it to', async (_, requests, headers) => {
  const paths = Object.keys(JUMPS);
  const theirs = await folder.serve(conf, () => Promise.all(paths.map(async (path) => [path, (await ask(path, headers)).at])));
  expect(paths.map((path) => [path, placeFor(requests)(path).location.name.path])).toEqual(theirs);
});

test('a location that keeps the status of an error can give no 101', async () => {
  expect(await folder.serve(conf, () => ask('/keeps-404', { upgrade: 'websocket', connection: 'Upgrade' }))).toMatchObject({ status: 404 });
  expect(placeFor(HANDSHAKES)('/keeps-404').location.name.path).toBe('/keeps-404');
});

test.each(['/cookie', '/several'])('where %s leads cannot be told', (path) => {
  expect(placeFor(HANDSHAKES)(path)).toMatchObject({ location: { name: { path } }, untold: { line: expect.any(Number) as number } });
});

test("an if that only takes requests away is none of the socket's", () => {
  expect(placeFor(HANDSHAKES)('/maintenance').untold).toBeUndefined();
});
