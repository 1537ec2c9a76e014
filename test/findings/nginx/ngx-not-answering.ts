import type { FindingCases } from '../finding-cases';
import { handshake } from '../evidence';

export const CASES: FindingCases = {
  evidence: {
    handshake: { ...handshake, status: undefined, acceptOk: false, failure: { kind: 'reset', message: 'reset' } },
    direct: { handshake },
  },
};
