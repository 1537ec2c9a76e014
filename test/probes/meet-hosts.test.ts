import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { meetHosts } from '../../lib/probes/meet-hosts';

/** A load balancer that is played: how it names the host in its cookie, and which host a request meets. */
interface Played {
  readonly hosts: number;
  /** The cookie for a host; `visit` counts. */
  cookie?(host: number, visit: number): string;
}

/** Two or more hosts with sessions of SockJS at /ws, and nothing at /raw, behind one address; what each was asked. */
async function met({ hosts, cookie }: Played, path: string) {
  const sessions = new Map<string, number>();
  const given = new Map<string, number>();
  let visits = 0;
  const answer = (request: IncomingMessage) => {
    const known = [...given].find(([pair]) => request.headers.cookie?.includes(pair))?.[1];
    const host = known ?? visits % hosts;
    const pair = known === undefined ? cookie?.(host, visits++) : undefined;
    visits += cookie ? 0 : 1;
    if (pair) given.set(pair, host);
    const headers = pair ? { 'Set-Cookie': `${pair}; Path=/` } : {};
    const [, prefix, , session, transport] = request.url!.split('/');
    if (prefix === 'raw') return { status: 400, headers, body: 'Can "Upgrade" only to "WebSocket".' };
    if (transport === 'xhr') sessions.set(session!, host);
    return transport === 'xhr' ? { status: 200, headers, body: 'o\n' } : { status: sessions.get(session!) === host ? 204 : 404, headers };
  };
  const server = createServer((request, response) => {
    const { status, headers, body } = answer(request);
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { hosts: found, ...how } = await meetHosts({ origin, headers: { Cookie: 'own=1' } }, { path, sockJs: path === '/ws' });
  server.close();
  return { ...how, hosts: found.map(({ name, target }) => `${name} ${target.headers?.Cookie}`) };
}

/** The cookie of HAProxy and others, and that of a load balancer of AWS, which is another one each time. */
const NAMED = (host: number) => `SERVERID=${host}`;
const ENCRYPTED = (_: number, visit: number) => `AWSALB=secret${visit}`;

test.each<[string, Played, string, string | undefined, string[]]>([
  [
    'sessions of SockJS, whatever the cookies look like',
    { hosts: 2, cookie: ENCRYPTED },
    '/ws',
    'sessions of SockJS',
    ['host1 own=1; AWSALB=secret', 'host2 own=1; AWSALB=secret'],
  ],
  [
    'a cookie that comes again',
    { hosts: 2, cookie: NAMED },
    '/raw',
    'the cookie SERVERID',
    ['host1 own=1; SERVERID=', 'host2 own=1; SERVERID='],
  ],
  ['nothing where each cookie is another one', { hosts: 2, cookie: ENCRYPTED }, '/raw', undefined, []],
  ['nothing where there is one host', { hosts: 1, cookie: NAMED }, '/raw', undefined, []],
  ['nothing where all sessions are on one host', { hosts: 1, cookie: ENCRYPTED }, '/ws', undefined, []],
  ['nothing without cookies: nobody comes to the same host again', { hosts: 2 }, '/ws', undefined, []],
])('hosts are told apart by %s', async (_, played, path, by, found) => {
  const { hosts, ...rest } = await met(played, path);
  expect(rest).toEqual({ visits: 6, by });
  // Visits come side by side: which host is met first is chance.
  expect(hosts.map((host) => host.replace(/\d+$/, ''))).toEqual(found);
});
