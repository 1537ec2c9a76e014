/** Constants by name: of one class `PATH`, of others `Paths.PATH`. */
export type Constants = ReadonlyMap<string, string>;

/** A call or annotation in a source text. */
export interface SourceCall {
  readonly start: number;
  readonly end: number;
  readonly arguments: readonly string[];
}

/** A source without its comments; texts that look like some stay. */
export function withoutComments(source: string): string {
  return source.replace(/"""[^]*?"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\/\/[^\n]*|\/\*[^]*?\*\//g, (part) =>
    part.startsWith('/') ? ' ' : part,
  );
}

/** What `static final String` in Java and `val` in Kotlin hold, where it is a text or made of such. */
export function constantsOf(texts: readonly string[]): Constants {
  const found = texts.flatMap((text) =>
    [...text.matchAll(/(?:\bString\s+(\w+)|\bval\s+(\w+)(?:\s*:\s*String)?)\s*=\s*([^;\n]+(?:\n\s*\+[^;\n]+)*)/g)].map(
      ([, java, kotlin, value]) => {
        const before = text.slice(0, text.indexOf(value));
        const owner = [...before.matchAll(/\b(?:class|interface|object|record|enum)\s+(\w+)/g)].at(-1)?.[1] ?? '';
        return { owner, name: java ?? kotlin, value: split(value, '}', true)[0] };
      },
    ),
  );
  const constants = new Map<string, string>(texts.flatMap(injected));
  for (let round = 0; round < 3; round++) {
    for (const { owner, name, value } of found) {
      const text = evaluate(value, constants);
      if (text !== undefined) constants.set(name, text).set(`${owner}.${name}`, text);
    }
  }
  return constants;
}

/** What `@Value` puts into fields and parameters, in Java and in Kotlin. */
function injected(text: string): [string, string][] {
  const fields = text.matchAll(/@Value\(\s*"([^"]*)"\s*\)[\w\s]*?(?:\bString\s+(\w+)|\b(?:va[lr]\s+)?(\w+)\s*:\s*String)/g);
  return [...fields].map(([, value, java, kotlin]) => [java ?? kotlin, value.replace(/\\\$/g, '$')]);
}

/** The text that an expression of texts, constants and `+` makes; undefined for anything else. */
export function evaluate(expression: string, constants: Constants): string | undefined {
  const parts = split(expression, '+').map((part) => {
    const word = part.trim();
    const text = /^"((?:\\.|[^"\\])*)"$/.exec(word)?.[1];
    const name = word
      .replace(/^this\./, '')
      .split('.')
      .slice(-2)
      .join('.');
    return text === undefined ? (constants.get(name) ?? constants.get(name.split('.').at(-1)!)) : interpolated(text, constants);
  });
  return parts.includes(undefined) ? undefined : parts.join('');
}

/** Kotlin's `$NAME` and `${NAME}`; Spring's placeholders are written `\${...}` there, and plainly in Java. */
function interpolated(text: string, constants: Constants): string {
  return text.replace(/\\\$/g, '$').replace(/\$\{?(\w+)\}?/g, (whole, name: string) => constants.get(name) ?? whole);
}

/** All calls of a name, with their arguments as written. */
export function callsOf(text: string, name: string): SourceCall[] {
  const word = name.startsWith('@') ? `@(?:\\w+\\.)*${name.slice(1)}` : `\\b${name}`;
  return [...text.matchAll(new RegExp(`${word}\\s*\\(`, 'g'))].map(({ 0: head, index }) => {
    const from = index + head.length;
    const inside = split(text.slice(from), ')', true)[0];
    return { start: index, end: from + inside.length + 1, arguments: splitArguments(inside) };
  });
}

/** The calls that a call goes on with, such as `.setAllowedOrigins("*").withSockJS()`, also through Kotlin's `apply { .. }`. */
export function chainAfter(text: string, end: number): string {
  let at = end;
  for (let head = CALL.exec(text.slice(at)); head; head = CALL.exec(text.slice(at))) {
    const from = at + head[0].length;
    at = from + split(text.slice(from), head[0].endsWith('{') ? '}' : ')', true)[0].length + 1;
  }
  return text.slice(end, at);
}

const CALL = /^\s*(?:\?|!!)?\.\s*\w+\s*[({]/;

/** Arguments at their commas. */
export function splitArguments(text: string): string[] {
  return split(text, ',')
    .map((argument) => argument.trim())
    .filter((argument) => argument !== '');
}

/** A text at a separator, where that is neither in brackets nor in a text; or only what is before the first. */
function split(text: string, separator: string, first = false): string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') at = endOfText(text, at);
    else if (text[at] === separator && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
      if (first) return parts;
    } else if ('([{'.includes(text[at])) depth++;
    else if (')]}'.includes(text[at])) depth--;
  }
  return [...parts, text.slice(from)];
}

function endOfText(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}
