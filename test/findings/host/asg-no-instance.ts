import type { FindingCases } from '../finding-cases';

export const CASES: FindingCases = {
  inAws: {
    is: { scalingGroup: { name: 'hosts', desired: 1, inService: 0, failure: 'quota' } },
    isNot: { scalingGroup: { name: 'hosts', desired: 2, inService: 1 } },
  },
};
