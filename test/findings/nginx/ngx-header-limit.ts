import type { FindingCases } from '../finding-cases';
import { noInfo } from '../evidence';

export const CASES: FindingCases = {
  refuted: [noInfo(431, ''), noInfo(431, '<h2>HTTP ERROR 431 Request Header Fields Too Large</h2>')],
  evidence: noInfo(400, '<center>Request Header Or Cookie Too Large</center><hr><center>nginx</center>'),
};
