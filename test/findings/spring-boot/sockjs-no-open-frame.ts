import type { FindingCases } from '../finding-cases';
import { handshake } from '../evidence';

export const CASES: FindingCases = {
  evidence: { handshake: { ...handshake, firstFrame: undefined } },
};
