import type { FindingCases } from '../finding-cases';
import { unsticky } from '../evidence';

export const CASES: FindingCases = {
  evidence: { polling: { ...unsticky, openStatus: 403, opened: false } },
};
