import type { FindingCases } from '../finding-cases';
import { watched } from '../evidence';

export const CASES: FindingCases = {
  evidence: watched(undefined, 20_000),
};
