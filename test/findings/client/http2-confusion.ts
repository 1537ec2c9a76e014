import type { FindingCases } from '../finding-cases';

export const CASES: FindingCases = {
  evidence: { http2: { offered: true, status: 400, body: '', ms: 1 } },
};
