import type { FindingCases } from '../finding-cases';
import { refusedWith } from '../evidence';

export const CASES: FindingCases = {
  evidence: refusedWith(400, '', { via: 'x-cache: Error from cloudfront' }),
};
