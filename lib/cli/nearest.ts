/** The valid word nearest to a mistyped one, when it is near at all. */
export function nearest(word: string, valid: readonly string[]): string | undefined {
  const ranked = valid.map((candidate) => ({ candidate, away: distance(word, candidate) })).sort((a, b) => a.away - b.away);
  return ranked[0] && ranked[0].away <= Math.max(2, Math.floor(ranked[0].candidate.length / 3)) ? ranked[0].candidate : undefined;
}

/** ` - did you mean X?`, or nothing. */
export function suggestion(word: string, valid: readonly string[]): string {
  const near = nearest(word, valid);
  return near === undefined ? '' : `; did you mean ${near}?`;
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
