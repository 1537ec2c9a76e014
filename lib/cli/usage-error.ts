import { redact } from '../doctor/redact';

/** The command line was used wrongly: the message says what to write instead. Exit code 2. */
export class UsageError extends Error {}

/** Options whose values are logins. Without quotes the rest of one is a word of its own. */
const LOGINS = ['header', 'connect-header', 'query'];

/** Whether an option's value may be a login. */
export function isLogin(option: string): boolean {
  return LOGINS.includes(option);
}

/** A wrong word as an error shows it: an address without its login and its query. */
export function shown(word: string): string {
  return redact(word.replace(/[?#].*$/s, ''));
}
