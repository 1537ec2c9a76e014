import { styleText } from 'node:util';
import { OBEYED } from '../doctor/printable';

/** Where text goes; process.stdout and process.stderr are such. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** The colours that are used, by meaning. */
export type Tone = 'good' | 'bad' | 'doubt' | 'quiet' | 'strong';

const STYLES = { good: 'green', bad: 'red', doubt: 'yellow', quiet: 'gray', strong: 'bold' } as const;

/** What a terminal obeys, but for line breaks, tabs and the colours of `STYLES`. */
const OBEYED_HERE = new RegExp(`(?![\\t\\n]|\\x1b\\[(?:1|22|3[1-3]|39|90)m)${OBEYED.source}`, 'g');

const FRAMES = ['|', '/', '-', '\\'];

/** Writes lines; on a terminal with colours and with one line that shows what is going on now. */
export class Terminal {
  private timer?: NodeJS.Timeout;
  private live = '';
  private frame = 0;

  constructor(private readonly output: Output, private readonly colours = Boolean(output.isTTY) && !process.env.NO_COLOR) {}

  /** A text in a tone, where colours are wanted. */
  tone(tone: Tone, text: string): string {
    return this.colours ? styleText(STYLES[tone], text, { validateStream: false }) : text;
  }

  /** How many characters fit on a line. */
  get width(): number {
    return this.output.isTTY ? Math.max(60, this.output.columns ?? 100) : 200;
  }

  /** A line that stays, for people: what strangers wrote into it commands no terminal. */
  line(text = ''): void {
    this.data(this.safe(text));
  }

  /** The same for programs: nothing of it is changed. */
  data(text: string): void {
    this.clear();
    this.output.write(`${text}\n`);
    this.draw();
  }

  /** What is going on now: drawn over and over on a terminal, not shown elsewhere. */
  busy(text: string): void {
    if (!this.output.isTTY) {
      return;
    }
    this.clear();
    this.live = this.safe(text);
    this.timer ??= setInterval(() => {
      this.clear();
      this.draw();
    }, 100).unref();
    this.draw();
  }

  /** Nothing is going on any more. */
  idle(): void {
    this.clear();
    clearInterval(this.timer);
    this.timer = undefined;
    this.live = '';
  }

  private safe(text: string): string {
    return text.replace(OBEYED_HERE, ' ');
  }

  private clear(): void {
    if (this.live) {
      this.output.write('\r\x1b[2K');
    }
  }

  private draw(): void {
    if (this.live) {
      this.frame = (this.frame + 1) % FRAMES.length;
      this.output.write(`${FRAMES[this.frame]} ${this.live}`.slice(0, this.width - 1));
    }
  }
}
