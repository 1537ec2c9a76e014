import { address, failed, reached } from '../evidence';
import type { FindingCases } from '../finding-cases';

const gone = { ...address(4, failed('timeout')), address: '192.0.2.2' };

export const CASES: FindingCases = {
  evidence: reached(address(4), gone),
  refuted: [
    reached(address(4), { ...address(4), address: '192.0.2.2' }),
    reached(gone),
    reached(address(4), address(6, failed('timeout'))),
    reached({ ...address(4), address: '127.0.0.1' }, { ...gone, address: '127.0.1.1' }),
  ],
};
