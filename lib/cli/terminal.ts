import { styleText } from 'node:util';
import { OBEYED } from '../doctor/printable';
import { displayWidth, graphemes } from './display-width';
import { layout, type Block, type Tone } from './page';

export type { Tone } from './page';

/** Where text goes; process.stdout and process.stderr are such. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

const STYLES = { good: 'green', bad: 'red', doubt: 'yellow', quiet: 'gray', strong: 'bold' } as const;

/** What a terminal obeys, but for line breaks, tabs and the colours of `STYLES`. */
const OBEYED_HERE = new RegExp(`(?![\\t\\n]|\\x1b\\[(?:1|22|3[1-3]|39|90)m)${OBEYED.source}`, 'g');

const FRAMES = ['|', '/', '-', '\\'];

/** A step that takes longer is named where no line can be drawn again and again. */
const SILENCE_MS = 2000;

/** Writes pages; on a terminal with colours and with one line that shows what is going on now, and for how long. */
export class Terminal {
  private timer?: NodeJS.Timeout;
  private live = '';
  private since = 0;
  private frame = 0;

  constructor(
    private readonly output: Output,
    private readonly colours = Boolean(output.isTTY) && !process.env.NO_COLOR,
  ) {}

  /** A text in a tone, where colours are wanted. */
  tone(tone: Tone, text: string): string {
    return this.colours ? styleText(STYLES[tone], text, { validateStream: false }) : text;
  }

  /** How many columns a line has. What is read by a program, such as grep, is not wrapped. */
  get width(): number {
    return this.output.isTTY ? (this.output.columns ?? 80) : Infinity;
  }

  /** Blocks that stay, laid out for the width: what strangers wrote into them commands no terminal. */
  print(blocks: readonly Block[]): void {
    layout(blocks, this.width, (tone, text) => this.tone(tone, text)).forEach((line) => this.data(line));
  }

  /** A line that stays as it is, but for what a terminal would obey. */
  line(text = ''): void {
    this.data(this.safe(text));
  }

  /** The same for programs: nothing of it is changed. */
  data(text: string): void {
    this.clear();
    this.output.write(`${text}\n`);
    this.draw();
  }

  /** What is going on now: drawn again and again on a terminal; elsewhere a line, once it takes long. */
  busy(text: string): void {
    this.idle();
    this.live = this.safe(text);
    this.since = performance.now();
    if (this.output.isTTY) {
      this.timer = setInterval(() => this.redraw(), 100).unref();
      this.draw();
    } else {
      this.timer = setTimeout(() => this.data(`...  ${this.live}`), SILENCE_MS).unref();
    }
  }

  /** The same for what is known to take long. */
  begin(text: string): void {
    if (this.output.isTTY) {
      this.busy(text);
    } else {
      this.idle();
      this.line(`...  ${text}`);
    }
  }

  /** Nothing is going on any more. */
  idle(): void {
    this.clear();
    clearTimeout(this.timer);
    this.timer = undefined;
    this.live = '';
  }

  private safe(text: string): string {
    return text.replace(OBEYED_HERE, ' ');
  }

  private redraw(): void {
    this.clear();
    this.draw();
  }

  private clear(): void {
    if (this.live && this.output.isTTY) {
      this.output.write('\r\x1b[2K');
    }
  }

  private draw(): void {
    if (this.live && this.output.isTTY) {
      this.frame = (this.frame + 1) % FRAMES.length;
      const seconds = Math.floor((performance.now() - this.since) / 1000);
      const elapsed = seconds > 0 ? ` ${seconds} s` : '';
      this.output.write(`${FRAMES[this.frame]}    ${shortened(this.live, this.width - elapsed.length - 6)}${elapsed}`);
    }
  }
}

/** So much of a text as a line that is drawn again can have: it must not wrap. */
function shortened(text: string, room: number): string {
  if (displayWidth(text) <= room) {
    return text;
  }
  const parts = graphemes(text);
  while (parts.length > 0 && displayWidth(parts.join('')) > room - 1) {
    parts.pop();
  }
  return `${parts.join('')}…`;
}
