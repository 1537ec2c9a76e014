const compiled = new Map<string, RegExp | undefined>();

/** A PCRE as a JavaScript one; undefined where JavaScript has no such thing, so that it cannot be told what it matches. */
export function compile(pattern: string, flags: '' | 'i' = ''): RegExp | undefined {
  const key = `${flags}/${pattern}`;
  if (!compiled.has(key)) compiled.set(key, translate(pattern, flags));
  return compiled.get(key);
}

function translate(pattern: string, flags: string): RegExp | undefined {
  const [, inline = '', rest = ''] = /^(\(\?i\))?(.*)$/s.exec(pattern) ?? [];
  // patterns whose time may explode are left alone: a quantified group that ends in a quantifier
  if (/[+*]\)[+*{]/.test(rest) || rest.length > 2000) return undefined;
  // PCRE's $ also matches before a line end, and its names may be written (?P<name>)
  const source = rest
    .replace(/\(\?P</g, '(?<')
    .replace(/\\A/g, '^')
    .replace(/\\[zZ]/g, '$');
  try {
    return new RegExp(source, inline ? 'i' : flags);
  } catch {
    return undefined;
  }
}
