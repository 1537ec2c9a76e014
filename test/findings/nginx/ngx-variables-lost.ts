import type { FindingCases } from '../finding-cases';

export const CASES: FindingCases = {
  inAws: { is: { nginx: { files: ['/x.conf'], lost: { path: '/x.conf', variables: ['$host'] } } }, isNot: {} },
};
