import type { FindingCases } from '../finding-cases';
import { crowded } from '../evidence';

const good = { address: '192.0.2.1', info: 200, handshake: 400 };

export const CASES: FindingCases = {
  evidence: { nodes: [good, { address: '192.0.2.2', info: 503, handshake: 503 }] },
  fromOutside: [{ nodes: [good, { address: '192.0.2.2' }] }],
  refuted: [{ nodes: [good, { ...good, address: '192.0.2.2' }] }, { nodes: [good] }, crowded([503], [200])],
};
