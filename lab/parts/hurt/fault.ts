import { setTimeout as sleep } from 'node:timers/promises';
import { exchange } from '../../../lib/probes/exchange';
import { openWebSocket } from '../../../lib/probes/web-socket';
import type { ChainPart } from '../../cloud';
import type { Seen } from '../../traffic';
import { holds } from '../claims';
import type { HurtService } from './hurt-service';

/** One thing that happens to a host, and what is claimed of it. */
export interface Fault {
  readonly id: string;
  readonly claim: string;
  readonly how: string;
  /** Further parts of the chain that the claim rests on. */
  readonly parts?: readonly ChainPart[];
  /** Hurts, waits until it is healed, and says what was seen. */
  run(service: HurtService): Promise<string>;
}

/** What a client saw: how much failed, and when it was over, in seconds since the traffic's last report. */
export interface Outage {
  readonly failed: number;
  /** When the last request failed; 0 when none did. */
  readonly over: number;
  readonly text: string;
}

export function outage({ requests, failures, cuts }: Seen): Outage {
  const over = Math.max(0, ...failures.map((failure) => Number.parseFloat(failure)));
  const answers = failures.map((failure) => /^[\d.]+ s: (?:handshake )?(\d{3})/.exec(failure)?.[1] ?? 'no answer');
  const handshakes = failures.filter((failure) => failure.includes(': handshake')).length;
  const what =
    `${failures.length - handshakes} of ${requests} requests and ${handshakes} handshakes failed ` +
    `(${[...new Set(answers)].join(', ')}), the last ${over} s after the fault`;
  const cut = cuts.length === 0 ? 'no busy socket was cut' : `a busy socket was cut ${cuts.length}x (${cuts[0].how})`;
  return { failed: failures.length, over, text: `${failures.length === 0 ? `0 of ${requests} requests failed` : what}, ${cut}` };
}

/** Waits until clients are served again for a while, by requests and by a handshake. */
export async function served({ clientTarget }: HurtService, within: number): Promise<void> {
  const end = Date.now() + within * 1000;
  for (let good = 0; good < 3; await sleep(300)) {
    const { status } = await exchange(clientTarget, { path: '/' }, { timeoutMs: 3000 });
    const { socket } = await openWebSocket(clientTarget, { path: '/echo', origin: clientTarget.origin }, { timeoutMs: 3000 });
    socket?.close();
    good = status === 200 && socket ? good + 1 : 0;
    holds(Date.now() < end || good > 0, `clients are not served again after ${within} s: the last answer is ${status ?? 'none'}`);
  }
}
