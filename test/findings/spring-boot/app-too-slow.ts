import type { FindingCases } from '../finding-cases';
import { handshake, timeout } from '../evidence';

export const CASES: FindingCases = {
  evidence: { direct: { handshake: { ...handshake, status: undefined, acceptOk: false, failure: timeout } } },
};
