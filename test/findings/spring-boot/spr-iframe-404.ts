import type { FindingCases } from '../finding-cases';

export const CASES: FindingCases = {
  evidence: { iframe: { status: 404, empty: true, ms: 1 } },
};
