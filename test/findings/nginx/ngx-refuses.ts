import type { FindingCases } from '../finding-cases';
import { page, noInfo } from '../evidence';

export const CASES: FindingCases = {
  evidence: noInfo(403, page(403)),
};
