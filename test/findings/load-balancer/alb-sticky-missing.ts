import type { FindingCases } from '../finding-cases';
import { lost } from '../evidence';
import { targetGroup } from '../aws-evidence';

export const CASES: FindingCases = {
  evidence: { loadBalancer: { stickiness: false } },
  fromOutside: [lost(404, 204)],
  inAws: {
    is: { targetGroup: { ...targetGroup, stickiness: false } },
    isNot: { targetGroup: { ...targetGroup, stickiness: undefined } },
  },
};
