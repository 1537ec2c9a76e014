import { setTimeout as sleep } from 'node:timers/promises';
import type { Target } from '../../../lib/probes/target';
import { Crowd } from '../../crowd/crowd';
import type { CrowdOptions, Report } from '../../crowd/report';
import { REFUSED_SEND } from '../../crowd/sock-js-stream';
import type { Delays } from '../../crowd/tally';
import { holds, same } from '../claims';

const ROOM_SIZE = 10;
const TALK_MS = 2000;

/** Who chats on a fleet. */
export type People = Pick<CrowdOptions, 'clients' | 'paceSeconds' | 'client'>;

/** One crowd, and what it sees of each of the things that happen to it. */
export class Chat {
  private constructor(readonly crowd: Crowd) {}

  static async gather(target: Target, people: People): Promise<Chat> {
    return new Chat(await Crowd.gather({ ...people, target, path: '/ws-stomp', roomSize: ROOM_SIZE, shared: true }));
  }

  /** They talk a while before and after. */
  async during(happen: () => Promise<unknown>): Promise<Report> {
    await this.crowd.goOn();
    await sleep(TALK_MS);
    await happen();
    await sleep(TALK_MS);
    return this.crowd.report();
  }

  end(): void {
    this.crowd.end();
  }
}

/** How a crowd is described. */
export function described({ clients, paceSeconds, client }: People): string {
  return (
    `${clients.WebSocket} clients of @stomp/stompjs over WebSocket and ${clients['SockJS stream']} over SockJS's xhr-streaming ` +
    `in rooms of ${ROOM_SIZE}, each saying something every ${paceSeconds} s` +
    (client === undefined
      ? ''
      : `, with a connectionTimeout of ${client.connectionTimeout} and a reconnectDelay of ${client.reconnectDelay} ms`)
  );
}

/** What counts where connections end. */
export const LASTED = "Counted are messages that came back to their sender whose connection, as the receiver's, lasted a second longer";

/** Throws unless everything that was due came, once. */
export function complete({ deliveries }: Pick<Report, 'deliveries'>): string {
  const { acknowledged, due, lost, doubled, unacknowledged, here, across } = deliveries;
  const text =
    `${acknowledged} messages were acknowledged; of ${due} deliveries that were due ${lost.length} did not come, ${doubled} came twice; ` +
    `${took(here)} on the sender's host, ${took(across)} on another`;
  holds(
    lost.length + doubled + unacknowledged === 0 && across.count > 0,
    `${text}; ${unacknowledged} were never acknowledged; ${lost.slice(0, 5).join(', ')}`,
  );
  return text;
}

/** Nobody may notice. */
export function unnoticed({ closes, missing, deliveries }: Report): string {
  const text = complete({ deliveries });
  same('clients that were cut or are away', [closes.length, missing.length], [0, 0]);
  return `${text}; no client was cut`;
}

/** Throws unless all who were cut are back in time. */
export function backWithin({ closes, awayMs, missing }: Report, seconds: number): string {
  const away = [...awayMs].sort((a, b) => a - b).map((ms) => ms / 1000);
  const last = away.at(-1) ?? Infinity;
  const half = away[Math.floor(away.length / 2)];
  const text = `${closes.length} clients were cut, half of them were back after ${half} s, the last after ${last} s`;
  same('clients that did not come back', missing, []);
  holds(closes.length > 0 && last <= seconds, text);
  return text;
}

/** Throws unless each was told that its host leaves. Whose fallback sent in between was led to another host, which does not know it. */
export function toldToLeave({ closes }: Report): string {
  const ends = closes.map(({ transport, code, reason }) => `${transport}: ${code} "${reason}"`);
  const seen = [...new Set(ends)].map((end) => `${ends.filter((each) => each === end).length} x ${end}`).join(', ');
  const others = closes.filter(({ code, reason }) => !(code === 1001 && reason !== ''));
  holds(
    closes.length > 0 && others.every(({ transport, reason }) => transport === 'SockJS stream' && reason === REFUSED_SEND),
    `not everybody heard 1001: ${seen}`,
  );
  return seen;
}

/** How connections' ends are spread; throws when half of them fall into one second. */
export function spreadOver({ closes }: Report): string {
  const times = closes.map(({ at }) => at).sort((a, b) => a - b);
  const most = Math.max(...times.map((start) => times.filter((at) => at >= start && at < start + 1000).length));
  const text = `over ${((times[times.length - 1] - times[0]) / 1000).toFixed(1)} s, at most ${most} of them within one`;
  holds(most < times.length / 2, text);
  return text;
}

function took({ count, medianMs, p99Ms }: Delays): string {
  return `${count} came (half of them within ${medianMs} ms, 99 % within ${p99Ms} ms)`;
}
