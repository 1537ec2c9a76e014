import type { FindingCases } from '../finding-cases';

export const CASES: FindingCases = {
  lines: ['<<< ERROR message:Session closed.'],
};
