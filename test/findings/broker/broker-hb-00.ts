import type { FindingCases } from '../finding-cases';
import { handshake, stomp, raw } from '../evidence';

export const CASES: FindingCases = {
  evidence: { ...raw, handshake: { ...handshake, protocol: 'v12.stomp' }, stomp: { ...stomp, heartBeat: '0,0' } },
};
