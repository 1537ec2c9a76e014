import { betweenTwo } from '../between-hosts';
import type { FindingCases } from '../finding-cases';

export const CASES: FindingCases = {
  evidence: { sameUser: betweenTwo({ early: 2 }) },
};
