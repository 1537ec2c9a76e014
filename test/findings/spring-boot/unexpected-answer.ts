import type { FindingCases } from '../finding-cases';
import { refusedWith, noInfo, address, reached } from '../evidence';

export const CASES: FindingCases = {
  evidence: { ...reached(address(4)), ...noInfo(500, 'boom'), ...refusedWith(500, 'boom') },
};
