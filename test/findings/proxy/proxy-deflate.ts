import type { FindingCases } from '../finding-cases';

export const CASES: FindingCases = {
  evidence: { deflate: { status: 101, trouble: 'a frame with reserved bits that were not agreed on', ms: 1 } },
};
