import { holds } from '../claims';
import { ask, type Attacked } from './attacked';
import { exchangeRaw, lines, statuses } from './raw';
import type { Show } from './show';
import { tally } from './upgrades';

const HIDDEN = 'GET /smuggled HTTP/1.1\r\nHost: attacked\r\n\r\n';

/** Requests of which two servers might make a different number (RFC 9112, section 11.2). */
function variants(host: string): Record<string, string> {
  const post = (headers: readonly string[], body: string) => lines('POST /smuggle HTTP/1.1', `Host: ${host}`, ...headers) + body;
  const chunked = `0\r\n\r\n${HIDDEN}`;
  const size = chunked.length;
  return {
    'CL.TE': post([`Content-Length: ${size}`, 'Transfer-Encoding: chunked'], chunked),
    'TE.CL': post(['Transfer-Encoding: chunked', 'Content-Length: 4'], `${HIDDEN.length.toString(16)}\r\n${HIDDEN}\r\n0\r\n\r\n`),
    'TE.TE': post(['Transfer-Encoding: chunked', 'Transfer-Encoding: identity', `Content-Length: ${size}`], chunked),
    'TE with a tab': post(['Transfer-Encoding:\tchunked', `Content-Length: ${size}`], chunked),
    'TE xchunked': post(['Transfer-Encoding: xchunked', `Content-Length: ${size}`], chunked),
    'TE , chunked': post(['Transfer-Encoding: x, chunked', `Content-Length: ${size}`], chunked),
    'TE with a space before the colon': post(['Transfer-Encoding : chunked', `Content-Length: ${size}`], chunked),
    'two Content-Length': post(['Content-Length: 0', `Content-Length: ${HIDDEN.length}`], HIDDEN),
    'Content-Length: 0, n': post([`Content-Length: 0, ${HIDDEN.length}`], HIDDEN),
    'Content-Length: +n': post([`Content-Length: +${HIDDEN.length}`], HIDDEN),
    'Content-Length: 0x0': post(['Content-Length: 0x0'], HIDDEN),
    Content_Length: post(['Content-Length: 0', `Content_Length: ${HIDDEN.length}`], HIDDEN),
    'obs-fold': post(['X-Folded: a', ` Transfer-Encoding: chunked`, `Content-Length: ${size}`], chunked),
    'bare CR': lines('POST /smuggle HTTP/1.1', `Host: ${host}\rTransfer-Encoding: chunked`, `Content-Length: ${size}`) + chunked,
    'bare LF': `POST /smuggle HTTP/1.1\nHost: ${host}\nX: a\n\tTransfer-Encoding: chunked\nContent-Length: ${size}\n\n${chunked}`,
    'NUL in a header': post(['X-Nul: a\0b', 'Transfer-Encoding: chunked'], chunked),
    'chunk extension with LF': post(['Transfer-Encoding: chunked'], `1;\nx\r\nA\r\n${chunked}`),
    'chunk size too large': post(['Transfer-Encoding: chunked'], `ffffffffffffffff1\r\nA\r\n${chunked}`),
    'GET with a body': lines('GET /smuggle HTTP/1.1', `Host: ${host}`, `Content-Length: ${HIDDEN.length}`) + HIDDEN,
    'HTTP/1.0 chunked': `POST /smuggle HTTP/1.0\r\nHost: ${host}\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n${chunked}`,
    'upgrade with a body':
      lines(
        'GET /echo HTTP/1.1',
        `Host: ${host}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 777',
        'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      ) + HIDDEN,
  };
}

/** Requests that hide in others. */
export async function showSmuggling(attacked: Attacked, show: Show): Promise<void> {
  const { front, back, service } = attacked;
  const all = Object.entries(variants(service.domain));
  await show(
    {
      id: 'smuggling',
      claim:
        'No request hides in another: ' +
        'what one client writes never becomes more requests at Spring Boot than the load balancer and nginx judged.',
      how:
        `${all.length} ambiguous requests through the load balancer and straight to nginx; ` +
        'the application counts what reaches it, and the answers that come back are counted.',
      parts: ['load balancer', 'nginx', 'Spring Boot'],
    },
    async () => {
      const outcomes: number[] = [];
      for (const door of [front, back]) {
        for (const [name, bytes] of all) {
          const before = (await ask(attacked)).seen!.number;
          const answer = await exchangeRaw(door, bytes);
          const reached = (await ask(attacked)).seen!.number - before - 1;
          const answered = statuses(answer);
          holds(
            reached <= answered.length,
            `${name} ${door.name} reached the application as ${reached} requests, ` +
              `but ${answered.length} were answered: ${answer.slice(0, 300)}`,
          );
          outcomes.push(answered[0] ?? 0);
        }
      }
      return (
        `${outcomes.length} attempts, never more requests at the application than answers to whom sent them; ` +
        `first answers: ${tally(outcomes)}`
      );
    },
  );
}
