import type { FindingCases } from '../finding-cases';
import { targetGroup } from '../aws-evidence';

export const CASES: FindingCases = {
  inAws: { is: { targetGroup: { ...targetGroup, targets: 0 } }, isNot: { targetGroup: { ...targetGroup, targets: undefined } } },
};
