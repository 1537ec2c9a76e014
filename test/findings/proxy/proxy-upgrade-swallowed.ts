import type { FindingCases } from '../finding-cases';
import { handshake, silent } from '../evidence';

export const CASES: FindingCases = {
  evidence: { handshake: { ...handshake, ...silent } },
};
