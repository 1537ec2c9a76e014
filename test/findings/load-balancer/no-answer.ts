import type { FindingCases } from '../finding-cases';
import { refusedWith, noInfo, failed, address, reached } from '../evidence';

export const CASES: FindingCases = {
  evidence: {
    ...reached(address(4)),
    ...noInfo(undefined, '', { failure: failed('closed') }),
    ...refusedWith(0, '', { status: undefined, failure: failed('closed') }),
  },
};
