import type { FindingCases } from '../finding-cases';
import { MAP, GOOD, conf, CLEAN } from '../configuration';

export const CASES: FindingCases = {
  configuration: { severity: 'problem', invalid: true, broken: conf(GOOD, { map: '', server: MAP }), healthy: CLEAN },
  lines: ['2026/11/23 05:43:00 [emerg] 5772#5772: "map" directive is not allowed here in /etc/nginx/conf.d/ws.conf:2'],
};
