import type { FindingCases } from '../finding-cases';
import { page } from '../evidence';

export const CASES: FindingCases = {
  evidence: { sizes: { frames: [], posts: [{ bytes: 60_000, status: 413, body: page(413) }], ms: 1 } },
};
