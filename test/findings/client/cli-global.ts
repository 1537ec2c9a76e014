import type { FindingCases } from '../finding-cases';

export const CASES: FindingCases = {
  lines: ['Uncaught ReferenceError: global is not defined'],
};
