/** A change of lines: `old` of them from line `at` (from 0) become the new ones. */
interface Change {
  readonly at: number;
  readonly old: number;
  readonly lines: readonly string[];
}

const CONTEXT = 3;

/** The changed lines alone, each group with the old line that it begins at or comes after. */
export function changedLines(before: string, after: string): string[] {
  const [a, b] = [linesOf(before), linesOf(after)];
  const bare = (mark: string) => (line: string) => `${mark} ${line.replace(/\r?\n$/, '')}`;
  return changesOf(a, b).flatMap(({ at, old, lines }) => [
    old === 0 ? `after line ${at}` : `line ${at + 1}`,
    ...a.slice(at, at + old).map(bare('-')),
    ...lines.map(bare('+')),
  ]);
}

/** The change of a file as `patch -p1` reads it; empty when nothing changes. */
export function unifiedDiff(path: string, before: string, after: string): string {
  const [a, b] = [linesOf(before), linesOf(after)];
  const changes = changesOf(a, b);
  if (changes.length === 0) return '';
  const name = path.replace(/^\.?\/+/, '');
  return [`--- a/${name}`, `+++ b/${name}`, ...hunks(changes, a)].join('\n') + '\n';
}

/** Lines with their ends, so that a missing last one counts. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function hunks(changes: readonly Change[], before: readonly string[]): string[] {
  const groups: Change[][] = [];
  for (const change of changes) {
    const last = groups.at(-1)?.at(-1);
    if (last && change.at - (last.at + last.old) <= 2 * CONTEXT) groups.at(-1)!.push(change);
    else groups.push([change]);
  }
  let shift = 0;
  return groups.flatMap((group) => {
    const [first, last] = [group[0]!, group.at(-1)!];
    const from = Math.max(0, first.at - CONTEXT);
    const to = Math.min(before.length, last.at + last.old + CONTEXT);
    const body: string[] = [];
    let position = from;
    for (const { at, old, lines } of group) {
      body.push(
        ...before.slice(position, at).map((line) => marked(' ', line)),
        ...before.slice(at, at + old).map((line) => marked('-', line)),
        ...lines.map((line) => marked('+', line)),
      );
      position = at + old;
    }
    body.push(...before.slice(position, to).map((line) => marked(' ', line)));
    const grown = group.reduce((sum, { old, lines }) => sum + lines.length - old, 0);
    const count = to - from;
    const start = (length: number, offset: number) => (length === 0 ? offset : offset + 1);
    const head = `@@ -${start(count, from)},${count} +${start(count + grown, from + shift)},${count + grown} @@`;
    shift += grown;
    return [head, ...body];
  });
}

function marked(mark: string, line: string): string {
  return line.endsWith('\n') ? mark + line.slice(0, -1) : `${mark}${line}\n\\ No newline at end of file`;
}

/** Myers' shortest edit script over lines, after what both begin and end with. */
function changesOf(a: readonly string[], b: readonly string[]): Change[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const [left, right] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  return script(left, right).map(({ at, old, lines }) => ({ at: at + head, old, lines }));
}

function script(a: readonly string[], b: readonly string[]): Change[] {
  const reach = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  const from = (k: number, d: number, at: Map<number, number>) =>
    k === -d || (k !== d && (at.get(k - 1) ?? -1) < (at.get(k + 1) ?? -1)) ? k + 1 : k - 1;
  for (let d = 0; d <= a.length + b.length; d++) {
    trace.push(new Map(reach));
    for (let k = -d; k <= d; k += 2) {
      const previous = from(k, d, reach);
      let x = (reach.get(previous) ?? 0) + (previous === k - 1 ? 1 : 0);
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      reach.set(k, x);
      if (x >= a.length && x - k >= b.length) return backwards(trace, a, b, from);
    }
  }
  return [];
}

function backwards(
  trace: readonly Map<number, number>[],
  a: readonly string[],
  b: readonly string[],
  from: (k: number, d: number, at: Map<number, number>) => number,
): Change[] {
  let [x, y] = [a.length, b.length];
  const changes: Change[] = [];
  for (let d = trace.length - 1; d > 0; d--) {
    const at = trace[d]!;
    const k = from(x - y, d, at);
    const before = at.get(k) ?? 0;
    const down = k === x - y + 1;
    const step: Change = down ? { at: before, old: 0, lines: [b[before - k]!] } : { at: before, old: 1, lines: [] };
    const next = changes[0];
    if (next && next.at === step.at + step.old)
      changes[0] = { at: step.at, old: step.old + next.old, lines: [...step.lines, ...next.lines] };
    else changes.unshift(step);
    [x, y] = [before, before - k];
  }
  return changes;
}
