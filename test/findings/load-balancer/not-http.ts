import type { FindingCases } from '../finding-cases';
import { noInfo, failed } from '../evidence';

export const CASES: FindingCases = {
  evidence: noInfo(undefined, '', { failure: failed('not-http') }),
};
