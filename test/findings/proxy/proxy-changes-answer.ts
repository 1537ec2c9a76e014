import type { FindingCases } from '../finding-cases';
import { handshake } from '../evidence';

export const CASES: FindingCases = {
  evidence: { handshake: { ...handshake, status: 400, acceptOk: false, body: '' }, direct: { handshake } },
};
