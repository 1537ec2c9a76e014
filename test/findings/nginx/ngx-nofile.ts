import type { FindingCases } from '../finding-cases';
import { GOOD, conf, CLEAN } from '../configuration';

export const CASES: FindingCases = {
  configuration: { severity: 'advice', broken: conf(GOOD, { main: 'worker_shutdown_timeout 10m;' }), healthy: CLEAN },
  lines: ['2026/11/23 05:42:58 [crit] 5482#5482: accept4() failed (24: Too many open files)'],
};
