import type { FindingCases } from '../finding-cases';
import { after, conf, GOOD } from '../configuration';
import { nginx } from '../log-lines';

export const CASES: FindingCases = {
  configuration: {
    severity: 'problem',
    broken: after('deny all;'),
    healthy: conf(GOOD, { rest: 'location /admin { deny all; }' }),
  },
  lines: [nginx('access forbidden by rule', ', client: 10.0.0.1, server: _, request: "GET /ws HTTP/1.1", host: "h"')],
};
