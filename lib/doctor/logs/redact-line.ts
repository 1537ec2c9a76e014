import { redact } from '../redact';

/** What lines of logs and recorded requests hold besides: whole headers, and whatever is long enough to be a secret. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [
    /\b(Authorization|Proxy-Authorization|Cookie|Set-Cookie|X-Api-Key|X-Auth-Token|X-XSRF-TOKEN|X-CSRF-TOKEN|passcode)(["']?\s*[:=]\s*\[?["']?)[^"'\\\r\n]+/gi,
    '$1$2***',
  ],
  [/([?&][\w.-]{1,64}=)[^&\s"'#]{24,}/g, '$1***'],
];

/** A line without tokens, cookies, logins and secrets of a query. */
export function redactLine(line: string): string {
  return RULES.reduce((rest, [pattern, by]) => rest.replace(pattern, by), redact(line));
}
