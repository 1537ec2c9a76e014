import { randomBytes } from 'node:crypto';

/**
 * The names and frames of the SockJS protocol 0.3.3. A session lives under
 * `/<prefix>/<server>/<session>/<transport>`.
 */

/** A session's path without its transport. Spring refuses dots in the session id. */
export function sessionPath(prefix: string): string {
  return `${trimmed(prefix)}/000/${randomBytes(6).toString('hex')}`;
}

/** A route's path without its last slash. */
export function trimmed(prefix: string): string {
  return prefix.replace(/\/+$/, '');
}

/** Messages of an `a[...]` frame; undefined for any other frame. */
export function messages(frame: string): string[] | undefined {
  if (!frame.startsWith('a')) {
    return undefined;
  }
  try {
    const list: unknown = JSON.parse(frame.slice(1));
    return Array.isArray(list) ? list.filter((entry): entry is string => typeof entry === 'string') : undefined;
  } catch {
    return undefined;
  }
}

/** A message as a client sends it, over WebSocket and xhr_send alike. */
export function envelope(message: string): string {
  return JSON.stringify([message]);
}

/** What xhr_send takes without the application hearing anything: a list of no messages. */
export const NO_MESSAGES = '[]';
