import { Terminal } from '../lib/cli/terminal';
import type { Shown, Unshowable } from './proof/claim';

/** Tells how a run goes on: one line a claim, aligned, with seconds since the start. */
export class Progress {
  private readonly terminal = new Terminal(process.stdout);
  private readonly started = performance.now();

  /** A part begins. */
  part(name: string, title: string): void {
    this.terminal.line();
    this.terminal.line(this.terminal.tone('strong', `${name}: ${title}`));
  }

  /** What is going on. */
  say(text: string): void {
    this.terminal.line(this.terminal.tone('quiet', `${this.time}  ....  ${text}`));
  }

  /** A claim is decided. */
  claim(outcome: Shown | Unshowable): void {
    if (!('shown' in outcome)) {
      this.terminal.line(`${this.time}  ${this.terminal.tone('doubt', 'open')}  ${outcome.part}: ${outcome.claim} (${outcome.why})`);
    } else if (outcome.shown) {
      this.terminal.line(`${this.time}  ${this.terminal.tone('good', ' ok ')}  ${outcome.part}: ${outcome.claim}`);
    } else {
      this.terminal.line(`${this.time}  ${this.terminal.tone('bad', 'FAIL')}  ${outcome.part}: ${outcome.claim}`);
      outcome.evidence.split('\n').forEach((line) => this.terminal.line(`                ${line}`));
    }
  }

  /** The end of it. */
  end(good: boolean, text: string): void {
    this.terminal.line();
    this.terminal.line(this.terminal.tone(good ? 'good' : 'bad', text));
  }

  private get time(): string {
    return `${((performance.now() - this.started) / 1000).toFixed(1).padStart(6)} s`;
  }
}
