import { ENGINE_AWAY } from '../findings/common-symptoms';
import type { ProvedFinding } from '../findings/evidence';
import { causesOf } from '../findings/search';

/** What the companion on a host says of sharing messages. */
export interface SharingFacts {
  readonly host: string;
  readonly problem?: string;
}

/** How the companion begins where there is nothing that it could share. */
const INACTIVE = /^inactive: /;

/** What companions' words prove: the first host's that does not share. */
export function provedBy(sharing: readonly SharingFacts[]): readonly ProvedFinding[] {
  const { host, problem } = sharing.find((each) => each.problem !== undefined) ?? {};
  if (problem === undefined) {
    return [];
  }
  const code = INACTIVE.test(problem) ? 'BROKER-NOT-SHARED' : causesOf(`${ENGINE_AWAY}${problem}`)[0]?.code;
  return code ? [{ code, detail: `${host}: ${problem.replace(INACTIVE, '')}`, question: 'between-hosts' }] : [];
}
