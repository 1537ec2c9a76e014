/** What stands for a secret. */
const HIDDEN = '***';

/** Tokens that show themselves: a JWT, a parameter or header whose name says so, a cookie's value. */
const PATTERNS: readonly (readonly [shape: RegExp, replacement: string])[] = [
  [/\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g, HIDDEN],
  [/\b(Bearer|Basic) +[\w.~+/=-]{4,}/gi, `$1 ${HIDDEN}`],
  [/([?&;](?:[\w-]*(?:token|jwt|secret|password|passwd|passcode|signature|session|apikey|api_key|access_key)[\w-]*|code|sid|auth|key)=)[^&\s"'#]+/gi, `$1${HIDDEN}`],
  [/\b(AWSALB\w*|JSESSIONID|SESSION|[\w-]*(?:session|token)[\w-]*)=[^;\s"',&]+/gi, `$1=${HIDDEN}`],
];

/** A value without what was given as a secret, and without what looks like one. Everything printed or exported passes through here. */
export function redact<T>(value: T, secrets: readonly string[] = []): T {
  const known = secrets.filter((secret) => secret.length >= 3).sort((a, b) => b.length - a.length);
  return walk(value, (text) => PATTERNS.reduce((out, [shape, replacement]) => out.replace(shape, replacement), known.reduce((out, secret) => out.split(secret).join(HIDDEN), text))) as T;
}

function walk(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') {
    return change(value);
  }
  if (Array.isArray(value)) {
    return value.map((entry) => walk(entry, change));
  }
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, walk(entry, change)])) : value;
}

/** The secret parts of headers and of a query, encoded and plain. */
export function secretsOf(headers: Readonly<Record<string, string>> = {}, query = ''): string[] {
  const cookies = Object.entries(headers).filter(([name]) => /^cookie$/i.test(name)).flatMap(([, value]) => value.split(/;\s*/).map((pair) => pair.slice(pair.indexOf('=') + 1)));
  const words = Object.values(headers).flatMap((value) => [value, value.replace(/^\w+ +/, '')]);
  const parameters = [...new URLSearchParams(query).values()];
  return [...words, ...cookies, ...parameters, ...query.split('&').map((pair) => pair.slice(pair.indexOf('=') + 1))].filter((word) => word !== '');
}
