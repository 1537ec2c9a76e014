import type { FindingCases } from '../finding-cases';
import { sized } from '../evidence';

export const CASES: FindingCases = {
  evidence: sized(70_000, false, 'closed with 1009 Max frame length of 65536 has been exceeded.'),
  lines: ['WebSocket closed, code: 1009 Max frame length of 65536 has been exceeded.'],
};
