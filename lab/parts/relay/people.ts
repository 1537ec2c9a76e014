import type { Report } from '../../crowd/report';
import { holds } from '../claims';
import { complete, described, type People } from '../fleet/chat';

// No connectionTimeout, as is the default: each CONNECT must have its answer.
const client = { connectionTimeout: 0, reconnectDelay: 2000 };

/** Each is a connection of the broker's too. */
export const PEOPLE: People = { clients: { WebSocket: 180, 'SockJS stream': 20 }, paceSeconds: 4, client };
export const CROWD = described(PEOPLE);

/** As many as two processors carry that clients, load balancer, hosts and broker share. */
export const THOUSAND: People = { clients: { WebSocket: 900, 'SockJS stream': 100 }, paceSeconds: 10, client };

/** Throws unless everybody was cut and chats again in time, counted from when the broker listens, and nothing is lost. */
export function backSoon(report: Report, { listensAt, seconds }: { readonly listensAt: number; readonly seconds: number }): string {
  const { closes, backAt, missing, refused } = report;
  const after = backAt.map((at) => (at - listensAt) / 1000).sort((a, b) => a - b);
  const [half, last] = [after[Math.floor(after.length / 2)], after.at(-1) ?? Infinity].map((each) => each?.toFixed(1));
  const ends = [...new Set(closes.map(({ transport, code, reason }) => `${transport} ${code} ${reason}`.trim()))].join('; ');
  const text = `${closes.length} clients were cut (${ends}); half chatted ${half} s after the broker listened, the last after ${last} s`;
  holds(
    closes.length > 0 && missing.length === 0 && Number(last) <= seconds,
    `${text}; ${missing.length} did not come back (${[...new Set(missing)].join('; ')}); ` +
      `refused ${refused.length} times, such as ${refused.slice(-3).join(', ')}`,
  );
  return `${text}; ${complete(report)}`;
}
