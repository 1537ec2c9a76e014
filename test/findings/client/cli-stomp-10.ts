import type { FindingCases } from '../finding-cases';
import { stomp } from '../evidence';

export const CASES: FindingCases = {
  evidence: { stomp: { ...stomp, version: '1.0' } },
  refuted: [{ stomp: { ...stomp, version: '1.2' } }],
};
