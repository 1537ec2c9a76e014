import type { FindingCases } from '../finding-cases';
import { targetGroup } from '../aws-evidence';
import { watched } from '../evidence';

export const CASES: FindingCases = {
  evidence: watched('connection closed without a close frame'),
  inAws: {
    is: { targetGroup: { ...targetGroup, deregistrationSeconds: 300 } },
    isNot: { targetGroup: { ...targetGroup, deregistrationSeconds: 120 } },
  },
};
