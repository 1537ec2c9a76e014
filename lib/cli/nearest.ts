/** Shorter words are near to too many others. */
const LEAST_LETTERS = 3;

/** The valid word nearest to a mistyped one, when it is near at all. */
export function nearest(word: string, valid: readonly string[]): string | undefined {
  const [best] = valid
    .map((candidate) => ({ candidate, away: distance(letters(word), letters(candidate)) }))
    .sort((a, b) => a.away - b.away);
  const near = best !== undefined && best.away <= Math.max(1, Math.floor(letters(best.candidate).length / 3));
  return near && letters(word).length >= LEAST_LETTERS ? best.candidate : undefined;
}

/** `; did you mean X?`, or nothing. */
export function suggestion(word: string, valid: readonly string[]): string {
  const near = nearest(word, valid);
  return near === undefined ? '' : `; did you mean ${near}?`;
}

function letters(word: string): string {
  return word.replace(/^-+/, '');
}

/** Levenshtein's distance: letters to insert, delete or change. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length];
}
