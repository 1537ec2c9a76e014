import type { FindingCases } from '../finding-cases';
import { GOOD, conf, CLEAN } from '../configuration';

export const CASES: FindingCases = {
  configuration: { severity: 'advice', broken: conf(GOOD, { main: 'worker_rlimit_nofile 65535;' }), healthy: CLEAN },
};
