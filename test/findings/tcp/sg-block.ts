import type { FindingCases } from '../finding-cases';
import { traffic } from '../aws-evidence';
import { info, failed, address, reached } from '../evidence';

export const CASES: FindingCases = {
  evidence: reached(address(4, failed('timeout'))),
  fromOutside: [{ info: { ...info, status: 504, isInfo: false, server: 'awselb/2.0', body: '', ms: 10_003 } }],
  inAws: {
    is: { access: [{ ...traffic!, admitted: false }] },
    isNot: { access: [{ ...traffic!, admitted: undefined, released: undefined }] },
  },
};
