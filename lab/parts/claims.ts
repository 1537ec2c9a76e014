import { isDeepStrictEqual } from 'node:util';
import type { ChainPart, Cloud } from '../cloud';

/** What a part says about one claim. */
export interface Line {
  readonly id: string;
  readonly claim: string;
  readonly how: string;
  readonly parts: readonly ChainPart[];
}

/** Shows the claims of one part. */
export function claimsOf(
  { proof, parts }: Pick<Cloud, 'proof' | 'parts'>,
  part: string,
): (line: Line, check: () => Promise<string> | string) => Promise<boolean> {
  return ({ id, claim, how, parts: restsOn }, check) => proof.show({ part, id, claim, how, ...parts(...restsOn) }, check);
}

/** Throws, with both values, when something is not what it should be. */
export function same(what: string, actual: unknown, wanted: unknown): void {
  if (!isDeepStrictEqual(plain(actual), plain(wanted))) {
    throw new Error(`${what} is ${JSON.stringify(actual)}, not ${JSON.stringify(wanted)}`);
  }
}

/** Throws when something does not hold. */
export function holds(condition: unknown, otherwise: string): asserts condition {
  if (!condition) {
    throw new Error(otherwise);
  }
}

/** Without what is undefined, as JSON has it. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
