import type { FindingCases } from '../finding-cases';
import { noInfo } from '../evidence';

export const CASES: FindingCases = {
  evidence: noInfo(403, '<h1>403 Forbidden</h1>', { server: 'awselb/2.0' }),
};
