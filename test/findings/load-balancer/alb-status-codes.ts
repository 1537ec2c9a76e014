import type { FindingCases } from '../finding-cases';
import { noInfo } from '../evidence';

export const CASES: FindingCases = {
  evidence: noInfo(503, '<h1>503 Service Temporarily Unavailable</h1>', { server: 'awselb/2.0' }),
};
