import type { FindingCases } from '../finding-cases';
import { GOOD, conf } from '../configuration';
import { crowded } from '../evidence';
import { nginx } from '../log-lines';

export const CASES: FindingCases = {
  evidence: crowded([200, 200, 503], []),
  configuration: {
    severity: 'advice',
    broken: conf(`${GOOD}\n      limit_req zone=one;`, { http: 'limit_req_zone $binary_remote_addr zone=one:1m rate=5r/s;' }),
    healthy: conf(`${GOOD}\n      limit_req zone=one;`, { http: 'limit_req_zone $http_x_api_key zone=one:1m rate=5r/s;' }),
  },
  lines: [nginx('limiting requests, excess: 2.991 by zone "z"')],
};
