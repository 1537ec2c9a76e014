/**
 * Where a text is met: in a client's console or log, as a WebSocket's close, in a STOMP frame, in an answer, in a server's log, or
 * in what users say.
 */
export const PLACES = ['client', 'close', 'frame', 'answer', 'nginx', 'proxy', 'spring', 'aws', 'user'] as const;

/** One place where texts are met. */
export type Place = (typeof PLACES)[number];

/** A text that people see, as they see it; `<url>` and the like stand for what differs each time. */
export interface Symptom {
  readonly seen: Place;
  readonly text: string;
}

/** How a place is called. */
export const PLACE_NAMES: Readonly<Record<Place, string>> = {
  client: 'client console',
  close: 'WebSocket close',
  frame: 'STOMP ERROR frame',
  answer: 'HTTP answer',
  nginx: 'nginx error log',
  proxy: "another proxy's log",
  spring: 'Spring log',
  aws: 'AWS console',
  user: 'what users say',
};

const PLACEHOLDER = /<[a-z][a-z -]*>/g;

/** What of a text is always the same: its pieces between placeholders, in order. */
export function pieces(text: string): readonly string[] {
  return text.split(PLACEHOLDER).filter((piece) => piece.trim() !== '');
}

/** How much a text says: the length of what is always the same. Of two texts that fit, the longer one knows more. */
export function weight(text: string): number {
  return pieces(text).join('').length;
}

/** Whether all pieces come one after the other; `atStart` asks that the first one begins the line. */
export function contains(line: string, parts: readonly string[], atStart = false): boolean {
  if (atStart && !line.startsWith(parts[0])) {
    return false;
  }
  let from = 0;
  for (const part of parts) {
    const at = line.indexOf(part, from);
    if (at < 0) {
      return false;
    }
    from = at + part.length;
  }
  return true;
}

/** Whether a line tells of a closed WebSocket with this code: "close code: 1006", "closed with 1006", "c[1006,". */
export function tellsClose(line: string, text: string): boolean {
  const [code, ...reason] = text.split(' ');
  return hasNumber(line, code) && /clos|wasclean|c\[/i.test(line) && contains(line, pieces(reason.join(' ')));
}

function hasNumber(line: string, digits: string): boolean {
  const isWord = (letter: string | undefined) => letter !== undefined && /[\w.:]/.test(letter);
  for (let at = line.indexOf(digits); at >= 0; at = line.indexOf(digits, at + 1)) {
    const [before, after] = [line[at - 1], line[at + digits.length]];
    if (!(isWord(before) && before !== ':') && !(isWord(after) && after !== '.' && after !== ':')) {
      return true;
    }
  }
  return false;
}
