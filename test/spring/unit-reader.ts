/**
 * Reads unit files as systemd does, for what ours use: systemd.syntax(7) for quotes and escapes, systemd.unit(5) for
 * specifiers, systemd.service(5) for variables of command lines. Written from those pages, not from what prints the units.
 */
export interface Unit {
  /** All assignments of a section in order; `section.name`. */
  values(key: string): string[];
  /** `Environment=`, as the process gets it. */
  environment(): Record<string, string>;
  /** `ExecStart=`, as the process gets it. */
  command(): string[];
}

export function readUnit(text: string): Unit {
  const assignments: [string, string][] = [];
  let section = '';
  for (const line of text.split('\n')) {
    if (line.trim() === '' || /^\s*[#;]/.test(line)) continue;
    if (line.endsWith('\\')) throw new Error(`a line goes on: ${line}`);
    const header = /^\[(.+)\]$/.exec(line);
    if (header) {
      section = header[1]!;
      continue;
    }
    const [, name, value] = /^([A-Za-z]+)\s*=\s*(.*?)\s*$/s.exec(line) ?? [];
    if (name === undefined || section === '') throw new Error(`no assignment: ${line}`);
    assignments.push([`${section}.${name}`, value!]);
  }
  const values = (key: string) => assignments.filter(([name]) => name === key).map(([, value]) => value);
  return {
    values,
    environment: () =>
      Object.fromEntries(
        values('Service.Environment')
          .flatMap(words)
          .map((word) => [word.slice(0, word.indexOf('=')), specifiers(word.slice(word.indexOf('=') + 1))]),
      ),
    command: () => words(values('Service.ExecStart').at(-1)!).map((word) => variables(specifiers(word))),
  };
}

const ESCAPES: Record<string, string> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  s: ' ',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

function words(line: string): string[] {
  const result: string[] = [];
  let word: string | undefined;
  let quote = '';
  for (let i = 0; i < line.length; i++) {
    const ch = line[i]!;
    if (ch === '\\') {
      const escaped = ESCAPES[line[++i] ?? ''];
      if (escaped === undefined) throw new Error(`unknown escape \\${line[i]} in ${line}`);
      word = (word ?? '') + escaped;
    } else if (quote !== '' && ch === quote) quote = '';
    else if (quote === '' && /["']/.test(ch) && word === undefined) (quote = ch), (word = '');
    else if (quote === '' && /[ \t]/.test(ch)) word !== undefined && result.push(word), (word = undefined);
    else word = (word ?? '') + ch;
  }
  if (quote !== '') throw new Error(`an open quote in ${line}`);
  return word === undefined ? result : [...result, word];
}

function specifiers(text: string): string {
  return text.replace(/%(.?)/g, (all, letter: string) => {
    if (letter !== '%') throw new Error(`a specifier ${all} in ${text}`);
    return '%';
  });
}

/** Of variables only the one that the agent writes for the unit. */
function variables(text: string): string {
  if (text === '$JAVA_LAUNCH') return text;
  return text.replace(/\$(.?)/g, (all, next: string) => {
    if (next !== '$') throw new Error(`a variable ${all} in ${text}`);
    return '$';
  });
}
