import type { FindingText } from '../findings/finding';
import { item, paragraph, verbatim, type Block, type Text } from './page';

/** What is printed of a finding, whoever found it. */
export type Found = Pick<FindingText, 'code' | 'hop' | 'title' | 'cause' | 'cure' | 'paste' | 'source'>;

/** A finding that is worth knowing, and breaks nothing. */
export type Notice = Pick<FindingText, 'code' | 'hop' | 'title' | 'cure'> & {
  readonly where?: string;
  readonly details?: readonly string[];
};

/** Where text stands beside its label. */
const LABELLED = 6;
const INDENT = 2;

/** The first line of a finding: what, at which hop, where or how often, and the sentence. */
export function headline({ code, hop, title }: Pick<Found, 'code' | 'hop' | 'title'>, where = ''): Block {
  return paragraph([{ text: code, tone: 'bad' }, ` at ${hop}${where ? ` (${where})` : ''}: ${title}`], { hanging: INDENT });
}

const MOST_HEADLINES = 12;

/** The first of many causes. */
export function headlines(found: readonly Pick<Found, 'code' | 'hop' | 'title'>[]): Block[] {
  const more = found.length - MOST_HEADLINES;
  const shown = more > 1 ? found.slice(0, MOST_HEADLINES) : found;
  return [...shown.map((each) => headline(each)), ...(more > 1 ? [paragraph(`and ${more} more: --json lists all of them`)] : [])];
}

/** A text under a label, such as `why`. */
export function labelled(label: string, text: Text): Block {
  return item(label, LABELLED, text, INDENT);
}

/** Lines to paste, where labelled text stands. */
export function toPaste(text: string): Block[] {
  return verbatim(text, INDENT + LABELLED);
}

/** A finding in full: its first line, what shows it here, why, the cure, the lines to paste, where that is documented. */
export function findingInFull(found: Found, where = '', evidence: readonly Block[] = []): Block[] {
  const { cause, cure, paste, source } = found;
  return [
    headline(found, where),
    ...evidence,
    labelled('why', cause),
    labelled('cure', cure),
    ...(paste ? toPaste(paste) : []),
    ...source.map((each, index) => labelled(index === 0 ? 'see' : '', { text: each, tone: 'quiet' })),
  ];
}

/** A detail of what was found. */
export function detail(text: Text): Block {
  return paragraph(text, { indent: INDENT, hanging: INDENT });
}

/** Something worth knowing, with its cure. */
export function notice({ code, hop, title, cure, where, details = [] }: Notice): Block[] {
  const first = note(`${code} at ${hop}${where ? ` (${where})` : ''}: ${title}`);
  return [first, ...[...details, cure].map((text) => item('', LABELLED - 1, text))];
}

/** A remark. */
export function note(text: Text): Block {
  return item({ text: 'note', tone: 'quiet' }, LABELLED - 1, text);
}
