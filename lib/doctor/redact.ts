/** What stands for a secret. */
const HIDDEN = '***';

/** So much of a known secret is hidden too where the rest of it was cut off. */
const BEGINNING = 8;

/** What the name of a header, a cookie, a parameter or a field says when its value lets somebody in. */
const NAMES =
  'token|jwt|secret|passw|passcode|pwd|session|signature|credential|auth|csrf|xsrf|ticket|assertion|saml|remember|api[-_]?key|access[-_]?key|awsalb';
/** Names that say so only in a URL: elsewhere they are words like others. */
const PARAMETERS = 'code|state|relaystate|nonce|otp|sig|sid|key|pass|pw';

/** Secrets that show themselves: a JWT, a login in an address, whatever its name says so. Bounded, because servers choose these texts. */
const PATTERNS: readonly (readonly [shape: RegExp, replacement: string])[] = [
  [/\beyJ[\w-]{5,}(?:\.[\w-]+){0,4}/g, HIDDEN],
  [/\b(Bearer|Basic) +[\w.~+/=-]{4,}/gi, `$1 ${HIDDEN}`],
  [/\/\/[^\s/?#@"'<>]+@/g, `//${HIDDEN}@`],
  [new RegExp(`(?<![\\w-])([\\w-]{0,64}(?:${NAMES})[\\w-]{0,64}(?:=["']?|%3D|"\\s{0,4}:\\s{0,4}"))[^\\s;&"'<>#]+`, 'gi'), `$1${HIDDEN}`],
  [new RegExp(`([?&;#](?:${PARAMETERS})=)[^\\s&"'<>#]+`, 'gi'), `$1${HIDDEN}`],
];

/** Fields that hold one of a few words of our own, which a secret may happen to be too. */
const OWN_WORDS = new Set(['verdict', 'hop', 'question', 'code', 'kind', 'severity', 'transport', 'outcome', 'probe']);

/** A value without what was given as a secret, and without what looks like one. Everything printed or exported passes through here. */
export function redact<T>(value: T, secrets: readonly string[] = []): T {
  const known = secrets.filter((secret) => secret.length >= 3).sort((a, b) => b.length - a.length);
  return walk(value, (text) =>
    PATTERNS.reduce((out, [shape, replacement]) => out.replace(shape, replacement), known.reduce(without, text)),
  ) as T;
}

function walk(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') {
    return change(value);
  }
  if (Array.isArray(value)) {
    return value.map((entry) => walk(entry, change));
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, OWN_WORDS.has(key) ? entry : walk(entry, change)]))
    : value;
}

/** A text without a secret, and without the beginning of it that was left where an answer was cut. */
function without(text: string, secret: string): string {
  const [start, end] = [secret.slice(0, BEGINNING), secret.slice(BEGINNING)];
  const whole = text.split(secret).join(HIDDEN);
  if (end === '') {
    return whole;
  }
  const [before, ...after] = whole.split(start);
  return (
    before +
    after
      .map((rest) => {
        const differing = end.split('').findIndex((letter, index) => letter !== rest[index]);
        return /\w/.test(rest.charAt(differing)) ? start + rest : HIDDEN + rest.slice(differing);
      })
      .join('')
  );
}

/** The values of headers and of a query that may be secrets, encoded and plain: by their name, or because they look random. */
export function secretsOf(headers: Readonly<Record<string, string>> = {}, query = ''): string[] {
  const own = Object.entries(headers);
  const cookies = own
    .filter(([name]) => /^cookie$/i.test(name))
    .flatMap(([, value]) => value.split(/;\s*/))
    .map(pair);
  const parameters = [...new URLSearchParams(query), ...query.split('&').map(pair)];
  const words = [
    ...own.filter(([name, value]) => isNamed(name) || isRandom(value, 16)).flatMap(([, value]) => [value, value.replace(/^\w+ +/, '')]),
    ...cookies.filter(([name, value]) => isNamed(name) || value.length >= 8).map(([, value]) => value),
    ...parameters.filter(([name, value]) => isNamed(name) || isRandom(value, 8)).map(([, value]) => value),
  ];
  return [...new Set(words.flatMap((word) => [word, encodeURIComponent(word)]))].filter((word) => word !== '');
}

function pair(text: string): [name: string, value: string] {
  const at = text.indexOf('=');
  return [text.slice(0, Math.max(0, at)), text.slice(at + 1)];
}

function isNamed(name: string): boolean {
  return new RegExp(`${NAMES}|key|login|cookie|^(?:${PARAMETERS})$`, 'i').test(name);
}

/** Letters and digits in one piece that nobody would call a word. */
function isRandom(value: string, least: number): boolean {
  return value.split(/[^\w+=~%-]/).some((piece) => piece.length >= least && /\d/.test(piece) && /[a-z]/i.test(piece));
}
