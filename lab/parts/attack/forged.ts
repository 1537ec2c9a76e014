import { CLIENT } from '../../lab';
import { holds, same } from '../claims';
import { ask, type Attacked, seen } from './attacked';
import { exchangeRaw, lines, statuses } from './raw';
import type { Show } from './show';

/** What a client claims of itself. */
const FORGED: Readonly<Record<string, string>> = {
  'X-Forwarded-For': '10.77.1.1, 127.0.0.1',
  'X-Forwarded-Proto': 'gopher',
  'X-Forwarded-Port': '6666',
  'X-Forwarded-Host': 'evil.example.net',
  'X-Forwarded-Prefix': '/evil',
  'X-Forwarded-Ssl': 'off',
  Forwarded: 'for=127.0.0.1;host=evil.example.net;proto=http',
  'X-Real-IP': '127.0.0.1',
  X_Forwarded_For: '127.0.0.1',
};

/** Names, addresses and schemes that a client makes up. */
export async function showForged(attacked: Attacked, show: Show): Promise<void> {
  const { service, front } = attacked;
  await show(
    {
      id: 'forged-headers',
      claim: 'What a client writes about itself is not believed: Spring Boot sees its real address, the real scheme, port and name.',
      how: `A request with forged ${Object.keys(FORGED).join(', ')}, through the load balancer; the application tells what it saw.`,
      parts: ['load balancer', 'nginx', 'Spring Boot'],
    },
    async () => {
      const answer = await ask(attacked, '/forged', FORGED);
      const request = answer.seen;
      holds(request, `the application did not answer: ${answer.status}`);
      same(
        'client, scheme, port and server',
        [request.client, request.scheme, request.port, request.server],
        [CLIENT, 'https', 443, service.domain],
      );
      const left = Object.entries(request.headers).filter(([, values]) => values.some((value) => value.includes('evil')));
      same('headers that still carry the forgery', left, []);
      same('X-Real-IP', request.headers['x-real-ip'], [CLIENT]);
      return `client ${request.client}, ${request.scheme}://${request.server}:${request.port}, X-Real-IP ${CLIENT}; gone: ${Object.keys(
        FORGED,
      )
        .filter((name) => !(name.toLowerCase() in request.headers))
        .join(', ')}`;
    },
  );
  await show(
    {
      id: 'access-log-address',
      claim: 'The access log names the real client, whatever X-Forwarded-For says.',
      how: "The line of the forged request in nginx's access log.",
      parts: ['nginx', 'load balancer'],
    },
    async () => {
      const { stdout } = await attacked.host.run([
        'sh',
        '-c',
        'sleep 6; grep \'"path":"/forged"\' /var/log/websocket-nginx/access.log | tail -1',
      ]);
      const line = JSON.parse(stdout) as { client: string };
      same('client', line.client, CLIENT);
      return `"client":"${line.client}"`;
    },
  );
  await show(
    {
      id: 'other-hosts',
      claim:
        'Another Host gets 404 or 400 from the load balancer, however it is written: ' +
        "no rebinding of names, no link to somebody else's site.",
      how: 'Other names, addresses, ports, two Host headers and absolute request targets, from outside.',
      parts: ['load balancer'],
    },
    async () => {
      const { host } = attacked;
      const requests: Record<string, string> = {
        'another name': lines('GET / HTTP/1.1', 'Host: evil.example.net'),
        "the host's address": lines('GET / HTTP/1.1', `Host: ${host.ip}:8000`),
        'the metadata service': lines('GET /latest/meta-data/ HTTP/1.1', 'Host: 169.254.169.254'),
        loopback: lines('GET / HTTP/1.1', 'Host: localhost:8083'),
        'a longer name': lines('GET / HTTP/1.1', `Host: ${service.domain}.evil.example.net`),
        'two Host headers': lines('GET / HTTP/1.1', 'Host: evil.example.net', `Host: ${service.domain}`),
        'absolute target': lines('GET http://evil.example.net/ HTTP/1.1', `Host: ${service.domain}`),
        none: lines('GET / HTTP/1.1'),
      };
      const outcomes: string[] = [];
      for (const [name, bytes] of Object.entries(requests)) {
        const answer = await exchangeRaw(front, bytes);
        const [status = 0] = statuses(answer);
        const server = seen(answer)?.server;
        holds(server === undefined, `${name} reaches the application, which takes itself for ${server}`);
        holds(status === 404 || status === 400, `${name} is answered with ${status || 'a closed connection'}`);
        outcomes.push(`${name}: ${status}`);
      }
      return outcomes.join(', ');
    },
  );
}
