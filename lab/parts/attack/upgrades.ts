import { holds } from '../claims';
import { type Attacked, seen } from './attacked';
import { exchangeRaw, lines, statuses } from './raw';
import type { Show } from './show';

const UPGRADES: readonly (readonly string[])[] = [
  ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA'],
  ['Connection: Upgrade', 'Upgrade: h2c'],
  ['Connection: Upgrade', 'Upgrade: websocket, h2c'],
  ['Connection: Upgrade', 'Upgrade: h2c, websocket'],
  ['Connection: Upgrade', 'Upgrade: TLS/1.0'],
  ['Connection: keep-alive, Upgrade', 'Upgrade: h2c'],
  ['Connection: Upgrade', 'Upgrade: h2c', 'Upgrade: websocket'],
  ['Upgrade: websocket'],
];

/** Everything that wants to be something else than HTTP/1.1. */
export async function showUpgrades(attacked: Attacked, show: Show): Promise<void> {
  const { front, back, service } = attacked;
  await show(
    {
      id: 'upgrades',
      claim:
        'Only `websocket` becomes an upgrade: ' +
        "h2c and others reach Spring Boot as plain requests or are refused, so nobody tunnels past nginx's locations.",
      how:
        `${UPGRADES.length} combinations of Upgrade, Connection and HTTP2-Settings, ` +
        'through the load balancer and straight to nginx; the application tells which headers arrived.',
      parts: ['load balancer', 'nginx', 'Spring Boot'],
    },
    async () => {
      const outcomes: number[] = [];
      for (const door of [front, back]) {
        await Promise.all(
          UPGRADES.map(async (headers) => {
            const answer = await exchangeRaw(door, lines('GET /internal HTTP/1.1', `Host: ${service.domain}`, ...headers));
            const request = seen(answer);
            holds(!statuses(answer).includes(101), `${door.name}, ${headers.join(' | ')} is answered with 101`);
            const arrived = Object.keys(request?.headers ?? {}).filter((name) => ['upgrade', 'http2-settings'].includes(name));
            holds(
              !arrived.includes('upgrade') || request?.headers.upgrade?.every((value) => value === 'websocket'),
              `${door.name}, ${headers.join(' | ')} reaches Spring Boot as ${JSON.stringify(request?.headers)}`,
            );
            outcomes.push(...statuses(answer).slice(0, 1));
          }),
        );
      }
      return `${outcomes.length} answers, none 101: ${tally(outcomes)}; no Upgrade but websocket reached Spring Boot`;
    },
  );
  await show(
    {
      id: 'other-protocols',
      claim: 'HTTP/2 without TLS, CONNECT and TRACE lead nowhere.',
      how: "An HTTP/2 preface, CONNECT to the application's port and to the agent's, and TRACE, both ways in.",
      parts: ['load balancer', 'nginx', 'Spring Boot'],
    },
    async () => {
      const outcomes: string[] = [];
      const requests = {
        'HTTP/2 preface': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0',
        'CONNECT 127.0.0.1:8080': lines('CONNECT 127.0.0.1:8080 HTTP/1.1', `Host: ${service.domain}`),
        'CONNECT 127.0.0.1:8083': lines('CONNECT 127.0.0.1:8083 HTTP/1.1', 'Host: 127.0.0.1:8083'),
        'TRACE /': lines('TRACE / HTTP/1.1', `Host: ${service.domain}`, 'X-Token: do-not-echo'),
      };
      for (const door of [front, back]) {
        for (const [name, bytes] of Object.entries(requests)) {
          const answer = await exchangeRaw(door, bytes);
          const [status = 0] = statuses(answer);
          holds(status === 0 || status >= 400, `${name} ${door.name} is answered with ${status}`);
          holds(!answer.includes('do-not-echo'), `${name} ${door.name} echoes the request`);
          outcomes.push(`${name} ${status || 'closed'}`);
        }
      }
      return [...new Set(outcomes)].join(', ');
    },
  );
}

/** How often each of some values is there. */
export function tally(values: readonly (number | string)[]): string {
  return [...new Set(values)]
    .sort()
    .map((value) => `${value} ${values.filter((each) => each === value).length}x`)
    .join(', ');
}
