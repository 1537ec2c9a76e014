import type { Finding } from './finding';

/** A line that several causes share. */
export interface SharedLine {
  readonly codes: readonly string[];
  /** It tells of a lost connection, which follows from everything, so that every other line says more. */
  readonly isWeak: boolean;
}

/**
 * Of lines without a certain cause those that say most: no lost connections where anything else failed, and none whose causes
 * another line narrows.
 */
export function mostTelling<T extends SharedLine>(open: readonly T[], hasCause: boolean): T[] {
  const failed = open.filter(({ isWeak }) => !isWeak);
  const telling = hasCause || failed.length > 0 ? failed : open;
  return telling.filter(
    ({ codes }, index) => !telling.some((other, at) => isFewerOf(other.codes, codes) || (at < index && isSame(other.codes, codes))),
  );
}

/** Whether all of these are among the others, and not all of the others among these: the more specific of two lines. */
export function isFewerOf(codes: readonly string[], others: readonly string[]): boolean {
  return codes.length < others.length && codes.every((code) => others.includes(code));
}

function isSame(codes: readonly string[], others: readonly string[]): boolean {
  return codes.length === others.length && codes.every((code) => others.includes(code));
}

/** The likeliest of these, where its cure heals all the others: it is what to change, whichever of them it is. */
export function curesAll<T extends Pick<Finding, 'code' | 'alsoCures'>>([first, ...others]: readonly T[]): T | undefined {
  return first !== undefined && others.every(({ code }) => first.alsoCures?.includes(code)) ? first : undefined;
}
