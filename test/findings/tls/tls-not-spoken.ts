import type { FindingCases } from '../finding-cases';
import { TLS_TO_HTTP } from '../log-lines';
import { tlsFailed } from '../evidence';

export const CASES: FindingCases = {
  evidence: tlsFailed('SSL routines:ssl3_get_record:wrong version number'),
  lines: [TLS_TO_HTTP],
};
