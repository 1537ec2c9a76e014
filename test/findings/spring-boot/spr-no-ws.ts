import type { FindingCases } from '../finding-cases';
import { info } from '../evidence';

export const CASES: FindingCases = {
  evidence: { info: { ...info, websocket: false } },
};
