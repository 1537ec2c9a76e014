/**
 * Whom the probes ask, and from where: the chain as a browser meets it, or one hop of it directly.
 */
export interface Target {
  /** Scheme, host and port as a browser sees them, such as `https://api.example.com`. Names Host, SNI and Origin. */
  readonly origin: string;
  /** Where to connect instead of what the name resolves to: a stand-in for DNS, or a hop's own socket. */
  readonly connect?: { readonly host: string; readonly port: number } | { readonly path: string };
  /** Speak plain HTTP although the origin is https, as a load balancer does behind itself. */
  readonly plain?: boolean;
  /** A certificate authority in PEM to trust besides the built-in ones. */
  readonly ca?: string;
  /** Sent with every request, such as `Authorization` or `Cookie`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Appended to every URL, such as `token=abc`. */
  readonly query?: string;
  /** How long one answer may take, instead of the default. */
  readonly patienceMs?: number;
}

/** How much a probe may take. */
export interface Limits {
  /** For all of it: connecting, sending, reading. */
  readonly timeoutMs: number;
  /** Of a body or of a frame; what comes after is not read. */
  readonly maxBytes: number;
}

/** Enough for an answer of Spring's and for a slow JVM's first request. */
export const DEFAULT_LIMITS: Limits = { timeoutMs: 8000, maxBytes: 64 * 1024 };

/** The limits of one request: what it wants itself, else what its target allows, else the default. */
export function limitsOf(target: Target, own: Partial<Limits>): Limits {
  return { ...DEFAULT_LIMITS, ...(target.patienceMs === undefined ? {} : { timeoutMs: target.patienceMs }), ...own };
}

/** Whether bytes to this target are encrypted. */
export function usesTls(target: Target): boolean {
  return !target.plain && new URL(target.origin).protocol === 'https:';
}

/** What a request asks for: a path, or the root, with the target's query appended. */
export function withQuery(target: Target, path: string): string {
  const asked = path || '/';
  return target.query ? asked + (asked.includes('?') ? '&' : '?') + target.query : asked;
}

/** A host as sockets and certificates name it: a URL writes an IPv6 address in brackets. */
export function unbracketed(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}
