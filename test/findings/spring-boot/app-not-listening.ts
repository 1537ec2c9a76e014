import type { FindingCases } from '../finding-cases';

export const CASES: FindingCases = {
  evidence: { app: { listening: false, log: '', waitedMs: 60_000 } },
};
