/** Whether one of the patterns, as Spring's AntPathMatcher reads them, takes in a destination; `*` in it is what only a run tells. */
export function isCovered(destination: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => regularExpression(pattern).test(destination));
}

function regularExpression(pattern: string): RegExp {
  const parts = pattern
    .split(/(\/\*\*$|\*\*|\*|\?|\{[^}]*\})/)
    .map((part, index) => (index % 2 === 0 ? literally(part) : (WILD[part] ?? '[^/]+')));
  return new RegExp(`^${parts.join('')}$`);
}

const WILD: Readonly<Record<string, string>> = { '/**': '(?:/.*)?', '**': '.*', '*': '[^/]*', '?': '[^/]' };

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
