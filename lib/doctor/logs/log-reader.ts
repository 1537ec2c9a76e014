import { BrokerConnections } from './broker-connections';
import { BrokerStats } from './broker-stats';
import { Tally, type Clue, type SharedText, type Spot } from './clue';
import { showsFrame } from '../../findings/common-symptoms';
import { ConsoleLines } from '../../findings/console-request';
import { ErrorLines } from './error-lines';
import { sharedText, textsIn } from './known-texts';
import { Ports } from './ports';
import type { LineKind, LogLine } from './log-line';
import { concerns } from '../../findings/cures';
import { findingOf } from '../../findings/registry';
import type { Proxy } from '../../findings/who/software';
import { readLine } from './read-line';
import type { SeenOpen } from './refute';
import { Requests } from './requests';

/** What was read of one file. */
export interface ReadFile {
  readonly name: string;
  readonly lines: number;
  /** How many lines of each kind. */
  readonly kinds: Partial<Record<LineKind, number>>;
}

/** A text that was met. */
interface Met {
  readonly codes: readonly string[];
  readonly shared?: SharedText;
  readonly tally: Tally;
  event?: string;
}

/** Reads lines of any kind from any number of files, and remembers what they say, not them. */
export class LogReader {
  private readonly texts = new Map<string, Met>();
  private readonly stats = new BrokerStats();
  private readonly broker = new BrokerConnections();
  private readonly ports = new Ports();
  readonly requests = new Requests();
  readonly errors = new ErrorLines();
  private readonly writers = new Set<Proxy>();
  private sawMessages = false;
  private sawFrames = false;

  /** Whether a socket was seen that worked: a 101, Spring's own count, STOMP's messages in a console, or a broker's answers. */
  get sawWorking(): boolean {
    return this.requests.opened > 0 || this.stats.sawSockets || this.sawMessages || this.broker.sawAnswers;
  }

  /** The proxies that wrote some of it. */
  get proxies(): readonly Proxy[] {
    return [...this.writers];
  }

  /** A reader of the lines of one file. */
  file(name: string): { take(text: string, number: number): void; read(): ReadFile } {
    const kinds: Partial<Record<LineKind, number>> = {};
    const consoleLines = new ConsoleLines();
    let lines = 0;
    let head: { readonly line: LogLine; readonly number: number } | undefined;
    return {
      take: (text, number) => {
        lines = number;
        if (text.trim() === '') {
          return;
        }
        const whole = consoleLines.joined(text);
        const line = readLine(whole);
        kinds[line.kind] = (kinds[line.kind] ?? 0) + 1;
        // A stack trace belongs to the line that it follows: one event, however often it says its cause.
        head = line.continues && head ? head : { line, number };
        this.take(line, { file: name, line: number, text: whole, when: line.when ?? head.line.when }, `${name}:${head.number}`);
      },
      read: () => ({ name, lines, kinds }),
    };
  }

  /** What was seen that some findings cannot go with. */
  get seen(): SeenOpen {
    return { routes: this.requests.openedRoutes, frames: this.sawFrames };
  }

  /** What all lines together say. */
  clues(): Clue[] {
    const isPossible = (code: string) => {
      const finding = findingOf(code);
      return finding !== undefined && concerns(finding, this.proxies);
    };
    const clues: Clue[] = [
      ...[...this.texts.values()].map(({ codes, tally, shared }) => ({ ...tally.clue(codes), shared })),
      ...this.requests.clues(),
      ...this.stats.clues(),
      ...this.broker.clues(),
      ...this.ports.clues(),
    ];
    return clues.map((clue) => ({ ...clue, codes: clue.codes.filter(isPossible) })).filter(({ codes }) => codes.length > 0);
  }

  private take(line: LogLine, spot: Spot, event: string): void {
    if (line.by) {
      this.writers.add(line.by);
    }
    if (line.request) {
      this.requests.add(line.request, spot);
      return;
    }
    if (line.connection) {
      this.broker.add(line.connection, spot);
      return;
    }
    this.ports.add(line, spot);
    if (line.kind === 'Spring log') {
      this.stats.add(line.message, spot);
    } else if (line.kind === 'text') {
      this.sawMessages ||= /(?:^|\s)<<< (?:CONNECTED|MESSAGE)$/.test(line.message);
      this.sawFrames ||= showsFrame(line.message);
    }
    const texts = textsIn(line);
    this.errors.add(event, line.isError ?? false, texts.length > 0, spot);
    for (const known of texts) {
      const { symptom, codes } = known;
      const met = this.texts.get(symptom.text) ?? { codes, tally: new Tally(), shared: sharedText(known, line.message) };
      this.texts.set(symptom.text, met);
      if (met.event !== event) {
        met.event = event;
        met.tally.add(spot);
      }
    }
  }
}
