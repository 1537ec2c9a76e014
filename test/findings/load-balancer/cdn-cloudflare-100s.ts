import type { FindingCases } from '../finding-cases';
import { handshake, cut, silence, rawHandler } from '../evidence';

export const CASES: FindingCases = {
  evidence: { ...rawHandler, handshake: { ...handshake, server: 'cloudflare' }, hold: silence({ ...cut, cutAfterMs: 100_000 }) },
};
