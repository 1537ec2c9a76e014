import { HEALTH_PATH } from '../../../lib/chain/conventions';
import { holds, same } from '../claims';
import { type Attacked, seen } from './attacked';
import { answerOf } from './ports';
import { exchangeRaw, lines, statuses } from './raw';
import type { Show } from './show';
import { tally } from './upgrades';

/** As curl calls it. */
const COULD_NOT_CONNECT = 7;

/** Ways to write the health path; the first is the plain one. */
const HEALTH = [
  HEALTH_PATH,
  `/${HEALTH_PATH}`,
  `/./${HEALTH_PATH.slice(1)}`,
  `/x/..${HEALTH_PATH}`,
  HEALTH_PATH.replace('.well', '%2ewell'),
  HEALTH_PATH.replace('/health', '/%68ealth'),
  `${HEALTH_PATH}?x`,
  `/ws-stomp/..${HEALTH_PATH}`,
  `/ws-stomp/%2e%2e${HEALTH_PATH}`,
] as const;

/** Ways to write something near the routes; all are Spring Boot's to judge. */
const TRICKS = [
  '//ws-stomp',
  '/ws-stomp/../admin',
  '/ws-stomp/%2e%2e/admin',
  '/ws-stomp/..%2fadmin',
  '/ws-stomp/..;/admin',
  '/ws-stomp;jsessionid=1/info',
  '/ws-stomp%2finfo',
  '/WS-STOMP/info',
  '/ws-stomp%00',
  '/ws-stomp/%00',
  '/ws-stompadmin',
  '/ws-stomp/info/../../admin',
  '/ws-stomp/%252e%252e/admin',
  '/%77s-stomp/info',
  '/ws-stomp/\\..\\admin',
  '/echo/../actuator/env',
  '/../../etc/passwd',
  '/%c0%ae%c0%ae/etc/passwd',
  'http://127.0.0.1:8083/',
  '*',
];

/** Paths that want to be taken for others. */
export async function showPaths(attacked: Attacked, show: Show): Promise<void> {
  const { front, back, service, host, balancer } = attacked;
  const from = (path: string, ...headers: string[]) => lines(`GET ${path} HTTP/1.1`, `Host: ${service.domain}`, ...headers);
  await show(
    {
      id: 'health-path-hidden',
      claim: 'A client never hears the health answer, however it writes the path, method or headers.',
      how: `${HEALTH.length} ways to write ${HEALTH_PATH}, and forged or emptied X-Forwarded-For, through the load balancer.`,
      parts: ['load balancer', 'nginx', 'agent'],
    },
    async () => {
      const outcomes: string[] = [];
      const disguises = [
        [],
        ['X-Forwarded-For:'],
        ['X-Forwarded-For: 127.0.0.1', 'User-Agent: ELB-HealthChecker/2.0'],
        ['Connection: close, X-Forwarded-For'],
      ];
      for (const headers of disguises) {
        await Promise.all(
          HEALTH.map(async (path) => {
            const bytes = from(path, ...headers);
            const answer = await exchangeRaw(front, bytes);
            const [status = 0] = statuses(answer);
            const body = answer.split('\r\n\r\n')[1] ?? '';
            holds(
              !/^(ok|[A-Z]+(-[A-Z]+)+)$/.test(body.trim()),
              `${path} ${headers.join(' | ')} is answered with the agent's ${status} "${body}"`,
            );
            holds(
              status >= 400 || seen(answer) !== undefined,
              `${path} ${headers.join(' | ')} is answered with ${status} "${body.slice(0, 100)}", and not by Spring Boot`,
            );
            outcomes.push(`${status}`);
          }),
        );
      }
      return (
        `${outcomes.length} requests: ${outcomes.filter((each) => each === '404').length}x 404, ` +
        'the others answered by Spring Boot or refused'
      );
    },
  );
  await show(
    {
      id: 'path-tricks',
      claim:
        'Path tricks around the routes reach Spring Boot as they were written, or nobody: ' +
        "no location of nginx's own, no file, no agent, no proof listener.",
      how:
        `${TRICKS.length} paths (double and encoded slashes, dots, semicolons, ` +
        'NUL, case, other hosts) through the load balancer and straight to nginx.',
      parts: ['load balancer', 'nginx', 'Spring Boot'],
    },
    async () => {
      const outcomes: string[] = [];
      for (const door of [front, back]) {
        await Promise.all(
          TRICKS.map(async (path) => {
            const answer = await exchangeRaw(door, from(path));
            const [status = 0] = statuses(answer);
            const request = seen(answer);
            holds(
              !answer.includes("the agent's echo") && !answer.includes('root:'),
              `${path} ${door.name} reaches ${answer.slice(0, 200)}`,
            );
            holds(
              request || status === 0 || status >= 400 || answer.includes('Welcome to SockJS') || answer.includes('"websocket"'),
              `${path} ${door.name} is answered with ${status} "${answer.slice(-200)}"`,
            );
            if (request && path.startsWith('/')) {
              same(`${path} ${door.name} as Spring Boot saw it`, request.uri, path.split('?')[0]);
            }
            outcomes.push(request ? 'reached Spring Boot unchanged' : outcomeOf(status));
          }),
        );
      }
      return tally(outcomes);
    },
  );
  await show(
    {
      id: 'proof-listener-hidden',
      claim: 'The proof listener answers on the loopback address only.',
      how:
        "Port 8082 by the loopback address and by the host's own, both on the host, " +
        "where no security group is in between; and from the load balancer's address.",
      parts: ['nginx', 'agent'],
    },
    async () => {
      const ask = (address: string) => host.run(['curl', '--silent', '--max-time', '5', `http://${address}:8082/`]);
      const [own, loopback] = [await ask(host.ip), await ask('127.0.0.1')];
      holds(loopback.stdout.includes("the agent's echo"), `at the loopback address: ${loopback.status} "${loopback.stdout}"`);
      same("curl's status by the host's own address", own.status, COULD_NOT_CONNECT);
      same("what the load balancer's address hears", await answerOf(host.ip, 8082, balancer), 'silence');
      return `"${loopback.stdout}" at 127.0.0.1:8082, refused at ${host.ip}:8082 on the host, silence from ${balancer}`;
    },
  );
}

function outcomeOf(status: number): string {
  return status === 200 ? 'answered by SockJS' : `refused with ${status || 'a closed connection'}`;
}
