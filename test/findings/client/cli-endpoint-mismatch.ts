import type { FindingCases } from '../finding-cases';
import { info, handshake } from '../evidence';

export const CASES: FindingCases = {
  evidence: { info: { ...info, status: 404, isInfo: false, websocket: undefined, body: '' }, otherWay: { handshake } },
};
