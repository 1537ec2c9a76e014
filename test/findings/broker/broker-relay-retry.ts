import type { FindingCases } from '../finding-cases';
import { spring } from '../log-lines';

export const CASES: FindingCases = {
  lines: [spring('Transport failure: java.lang.IllegalStateException: No TcpConnection available').replace('Transport failure: ', '')],
};
