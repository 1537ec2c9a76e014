import { headerValues, type Header } from './http-reader';

/** The cookies of one browser session: what was set is sent back. */
export class CookieJar {
  private readonly values = new Map<string, string>();

  /** Takes every Set-Cookie of an answer. */
  take(headers: readonly Header[]): void {
    for (const line of headerValues(headers, 'set-cookie')) {
      const pair = /^\s*([^=;\s]+)=([^;]*)/.exec(line);
      if (pair) {
        this.values.set(pair[1], pair[2].trim());
      }
    }
  }

  /** What a cookie says. */
  value(name: string): string | undefined {
    return this.values.get(name);
  }

  /** The names of all cookies. */
  get names(): string[] {
    return [...this.values.keys()];
  }

  /** The Cookie header, or nothing. A cookie of the caller's, such as a login, comes first. */
  header(own?: string): Record<string, string> {
    const pairs = [...(own ? [own] : []), ...[...this.values].map(([name, value]) => `${name}=${value}`)];
    return pairs.length > 0 ? { Cookie: pairs.join('; ') } : {};
  }
}

/** The names of the cookies that an answer sets. Their values are nobody's business. */
export function cookieNames(headers: readonly Header[]): string[] {
  const jar = new CookieJar();
  jar.take(headers);
  return jar.names;
}

/** The caller's own Cookie header of a target. */
export function ownCookie(headers: Readonly<Record<string, string>> = {}): string | undefined {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === 'cookie')?.[1];
}

/** A caller's headers with cookies more. */
export function withCookie(headers: Readonly<Record<string, string>> = {}, cookie: string): Record<string, string> {
  const own = ownCookie(headers);
  const others = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'cookie');
  return { ...Object.fromEntries(others), Cookie: own ? `${own}; ${cookie}` : cookie };
}
