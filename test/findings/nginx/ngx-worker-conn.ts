import type { FindingCases } from '../finding-cases';
import { GOOD, conf } from '../configuration';
import { crowded } from '../evidence';

export const CASES: FindingCases = {
  evidence: crowded([200, 200], [200, 0]),
  configuration: {
    severity: 'problem',
    facts: { connections: 5000 },
    broken: conf(GOOD, { events: 'worker_connections 1024;' }),
    healthy: conf(GOOD, { events: 'worker_connections 16384;' }),
  },
  lines: ['2026/11/23 05:42:58 [alert] 5482#5482: 16 worker_connections are not enough'],
};
