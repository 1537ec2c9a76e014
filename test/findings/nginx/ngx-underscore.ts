import type { FindingCases } from '../finding-cases';
import { refusedWith } from '../evidence';

export const CASES: FindingCases = {
  evidence: { login: true, headerNames: ['X_Token'], ...refusedWith(401, '') },
};
