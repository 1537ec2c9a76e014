import type { FindingCases } from '../finding-cases';
import { MAP, GOOD, conf } from '../configuration';

export const CASES: FindingCases = {
  configuration: {
    severity: 'advice',
    broken: conf(GOOD.replace('127.0.0.1:8080', 'app'), {
      map: MAP.replace("'' ''", "'' close"),
      http: 'upstream app { server 127.0.0.1:8080; keepalive 8; }',
    }),
    healthy: conf(GOOD.replace('127.0.0.1:8080', 'app'), { http: 'upstream app { server 127.0.0.1:8080; keepalive 8; }' }),
  },
};
