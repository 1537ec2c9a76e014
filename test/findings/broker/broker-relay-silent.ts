import type { FindingCases } from '../finding-cases';
import { spring } from '../log-lines';

export const CASES: FindingCases = {
  lines: [spring('TCP connection failure in session _system_: No messages received in 30000 ms.')],
};
