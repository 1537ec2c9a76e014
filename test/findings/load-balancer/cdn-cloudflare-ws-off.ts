import type { FindingCases } from '../finding-cases';
import { handshake, refusedWith } from '../evidence';

export const CASES: FindingCases = {
  evidence: refusedWith(400, 'Can "Upgrade" only to "WebSocket".', { server: 'cloudflare' }),
  // the origin itself says the same
  refuted: [{ direct: { handshake: { ...handshake, status: 400 } } }],
};
