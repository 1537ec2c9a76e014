import { Tally, type Clue, type Spot } from './clue';
import { textsIn } from './known-texts';
import type { LineKind, LogLine } from './log-line';
import { readLine } from './read-line';
import { Requests } from './requests';
import { TransportStats } from './transport-stats';

/** What was read of one file. */
export interface ReadFile {
  readonly name: string;
  readonly lines: number;
  /** How many lines of each kind. */
  readonly kinds: Partial<Record<LineKind, number>>;
}

/** Reads lines of any kind from any number of files, and remembers what they say, not them. */
export class LogReader {
  private readonly texts = new Map<string, { readonly codes: readonly string[]; readonly tally: Tally; event?: string }>();
  private readonly stats = new TransportStats();
  readonly requests = new Requests();

  /** A reader of the lines of one file. */
  file(name: string): { take(text: string, number: number): void; read(): ReadFile } {
    const kinds: Partial<Record<LineKind, number>> = {};
    let lines = 0;
    let head: { readonly line: LogLine; readonly number: number } | undefined;
    return {
      take: (text, number) => {
        lines = number;
        if (text.trim() === '') {
          return;
        }
        const line = readLine(text);
        kinds[line.kind] = (kinds[line.kind] ?? 0) + 1;
        // A stack trace belongs to the line that it follows: one event, however often it says its cause.
        head = line.continues && head ? head : { line, number };
        this.take(line, { file: name, line: number, text, when: line.when ?? head.line.when }, `${name}:${head.number}`);
      },
      read: () => ({ name, lines, kinds }),
    };
  }

  /** What all lines together say. */
  clues(): Clue[] {
    return [...[...this.texts.values()].map(({ codes, tally }) => tally.clue(codes)), ...this.requests.clues(), ...this.stats.clues()];
  }

  private take(line: LogLine, spot: Spot, event: string): void {
    if (line.request) {
      this.requests.add(line.request, spot);
      return;
    }
    if (line.kind === 'Spring log') {
      this.stats.add(line.message, spot);
    }
    for (const { symptom, codes } of textsIn(line)) {
      const known = this.texts.get(symptom.text) ?? { codes, tally: new Tally() };
      this.texts.set(symptom.text, known);
      if (known.event !== event) {
        known.event = event;
        known.tally.add(spot);
      }
    }
  }
}
