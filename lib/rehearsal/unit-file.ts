/** What a rehearsal needs of a systemd unit: the command and the environment. */
export interface Unit {
  /** ExecStart, as words. */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/** Reads ExecStart= and Environment= of a unit by systemd's rules: quotes, escapes, continued lines, `%%`. */
export function parseUnit(text: string): Unit {
  const lines = text
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.trim());
  const values = (key: string) => lines.filter((line) => line.startsWith(`${key}=`)).map((line) => line.slice(key.length + 1));
  const environment = values('Environment')
    .flatMap(words)
    .map((word): [string, string] => {
      const equals = word.indexOf('=');
      return [word.slice(0, equals), word.slice(equals + 1)];
    });
  const [start = ''] = values('ExecStart').filter((value) => value !== '');
  return { command: words(start.replace(/^[-@:+!]+/, '')), environment: Object.fromEntries(environment) };
}

/** Splits a line into words. */
function words(line: string): string[] {
  const found: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let index = 0; index < line.length; index++) {
    const char = line[index];
    if (char === '\\' && index + 1 < line.length) {
      word = (word ?? '') + unescaped(line[++index]);
    } else if (quote ? char === quote : char === '"' || char === "'") {
      quote = quote ? '' : char;
      word ??= '';
    } else if (!quote && /\s/.test(char)) {
      if (word !== undefined) {
        found.push(word);
      }
      word = undefined;
    } else {
      word = (word ?? '') + char;
    }
  }
  return [...found, ...(word === undefined ? [] : [word])].map((each) => each.replace(/%%/g, '%').replace(/\$\$/g, '$'));
}

function unescaped(char: string): string {
  return { n: '\n', t: '\t', s: ' ' }[char] ?? char;
}
