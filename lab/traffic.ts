import { setTimeout as sleep } from 'node:timers/promises';
import { exchange } from '../lib/probes/exchange';
import type { Target } from '../lib/probes/target';
import { openWebSocket, type WebSocketClient } from '../lib/probes/web-socket';

/** What a client saw since it was last asked. */
export interface Seen {
  readonly requests: number;
  /** What was answered with 200 and a body, by body: which version served how often. */
  readonly answers: ReadonlyMap<string, number>;
  /** Requests that failed, with the seconds since the last report. */
  readonly failures: readonly string[];
  /** The slowest answer, in milliseconds. */
  readonly slowestMs: number;
  /** Echoes that came back over sockets. */
  readonly echoes: number;
  /** Sockets that ended although the client did not want them to. */
  readonly cuts: readonly Cut[];
}

/** A socket's end, as its client saw it. */
export interface Cut {
  readonly at: number;
  readonly how: string;
}

/** What a client asks all the while. */
export interface TrafficOptions {
  readonly target: Target;
  /** Asked with GET; must answer 200. */
  readonly path: string;
  /** A WebSocket that sends every text back, if one is to be held open. */
  readonly echoPath?: string;
  /** Between two requests. Default: 100 ms. */
  readonly pauseMs?: number;
  /** How long an answer may take. Default: 15 s. */
  readonly answerMs?: number;
}

const PAUSE_MS = 100;
/** For parts in which a gap lasts longer and the processors have more to do than to ask. */
export const RELAXED_MS = 500;
const ECHO_MS = 500;
/** The machine's processors have many other things to do, so the slowest answer is told beside. */
const ANSWER_MS = 15_000;

/** A client that asks all the while: each request on a connection of its own, and on one WebSocket, opened again when it is cut. */
export class Traffic {
  private stopping = false;
  private requests = 0;
  private slowestMs = 0;
  private echoes = 0;
  private since = Date.now();
  private answers = new Map<string, number>();
  private failures: string[] = [];
  private cuts: Cut[] = [];
  private readonly loops: Promise<void>[];

  constructor(private readonly options: TrafficOptions) {
    this.loops = [this.ask(), ...(options.echoPath === undefined ? [] : [this.echo(options.echoPath)])];
  }

  /** What was seen since the last call. */
  report(): Seen {
    const { requests, answers, failures, slowestMs, echoes, cuts } = this;
    Object.assign(this, { requests: 0, answers: new Map(), failures: [], slowestMs: 0, echoes: 0, cuts: [], since: Date.now() });
    return { requests, answers, failures, slowestMs, echoes, cuts };
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.loops);
  }

  private async ask(): Promise<void> {
    const { target, path, pauseMs = PAUSE_MS, answerMs = ANSWER_MS } = this.options;
    for (; !this.stopping; await sleep(pauseMs)) {
      const { status, body, failure, ms } = await exchange(target, { path }, { timeoutMs: answerMs });
      this.requests++;
      this.slowestMs = Math.max(this.slowestMs, ms);
      if (status === 200 && !failure) {
        this.answers.set(body, (this.answers.get(body) ?? 0) + 1);
      } else {
        this.failures.push(`${this.time()}: ${status ?? ''} ${failure?.message ?? body.slice(0, 80)}`.trim());
      }
    }
  }

  private async echo(path: string): Promise<void> {
    const { target, answerMs = ANSWER_MS } = this.options;
    for (; !this.stopping; await sleep(PAUSE_MS)) {
      const { socket, status, failure } = await openWebSocket(target, { path, origin: target.origin }, { timeoutMs: answerMs });
      if (socket) {
        await this.converse(socket, answerMs);
      } else {
        this.failures.push(`${this.time()}: handshake ${status ?? ''} ${failure?.message ?? ''}`.trim());
      }
    }
  }

  private async converse(socket: WebSocketClient, answerMs: number): Promise<void> {
    for (let sent = 0; !this.stopping; sent++, await sleep(ECHO_MS)) {
      socket.send(String(sent));
      const incoming = await socket.next(answerMs);
      if (!('text' in incoming)) {
        this.cuts.push({ at: Date.now(), how: 'closed' in incoming ? incoming.closed : `no echo within ${answerMs / 1000} s` });
        break;
      }
      this.echoes++;
    }
    socket.close();
  }

  private time(): string {
    return `${((Date.now() - this.since) / 1000).toFixed(1)} s`;
  }
}

/** Throws unless every request succeeded; says how many there were. */
export function noFailure({ requests, failures, slowestMs, echoes }: Seen): string {
  if (failures.length > 0 || requests === 0) {
    throw new Error(`${failures.length} of ${requests} requests failed: ${failures.slice(0, 5).join('; ')}`);
  }
  const back = echoes > 0 ? ` and ${echoes} echoes came back` : '';
  return `0 of ${requests} HTTP requests failed (the slowest took ${(slowestMs / 1000).toFixed(1)} s)${back}`;
}
