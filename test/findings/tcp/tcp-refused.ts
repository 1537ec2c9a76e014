import type { FindingCases } from '../finding-cases';
import { failed, address, reached } from '../evidence';

export const CASES: FindingCases = {
  evidence: reached(address(4, failed('refused'))),
};
