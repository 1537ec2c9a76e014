import type { FindingCases } from '../finding-cases';
import { GOOD, conf, CLEAN } from '../configuration';

export const CASES: FindingCases = {
  configuration: { severity: 'problem', invalid: true, broken: conf(GOOD, { map: '' }), healthy: CLEAN },
  lines: [
    'nginx: [emerg] unknown "connection_upgrade" variable',
    '2026/11/23 05:43:00 [emerg] 5771#5771: unknown "connection_upgrade" variable',
  ],
};
