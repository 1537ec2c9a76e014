import { setTimeout as sleep } from 'node:timers/promises';
import { HEALTH_PATH, NGINX_PORT } from '../../../lib/chain/conventions';
import { check } from '../../load-balancer/health-check';

const PAUSE_MS = 500;
const PATIENCE_SECONDS = 2;

interface Stretch {
  readonly answer: string;
  readonly from: number;
  to: number;
}

/** Asks one host's health path twice a second, as the load balancer does and from its address, and keeps what it says over time. */
export class HealthWatch {
  private readonly stretches: Stretch[] = [];
  private readonly loop: Promise<void>;
  private stopping = false;

  constructor(
    private readonly from: string,
    private readonly address: string,
  ) {
    this.loop = this.watch();
  }

  /** The answers so far, such as `200 for 4 s, no answer for 2 s, 200 for 6 s`. */
  get story(): string {
    return this.stretches.map(({ answer, from, to }) => `${answer} for ${seconds(to - from)} s`).join(', ');
  }

  /** Whether an answer was heard. */
  heard(answer: string): boolean {
    return this.stretches.some((stretch) => stretch.answer === answer);
  }

  /** Whether this is the latest answer. */
  latest(answer: string): boolean {
    return this.stretches[this.stretches.length - 1]?.answer === answer;
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.loop;
  }

  private async watch(): Promise<void> {
    for (; !this.stopping; await sleep(PAUSE_MS)) {
      const asked = Date.now();
      const result = await check({
        from: this.from,
        address: this.address,
        port: NGINX_PORT,
        path: HEALTH_PATH,
        timeoutSeconds: PATIENCE_SECONDS,
      });
      const silence = 'failure' in result && result.failure === 'timeout' ? 'no answer' : 'no connection';
      const answer = 'status' in result ? `${result.status}` : silence;
      const last = this.stretches[this.stretches.length - 1];
      if (last?.answer === answer) {
        last.to = Date.now();
      } else {
        this.stretches.push({ answer, from: asked, to: Date.now() });
      }
    }
  }
}

function seconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}
