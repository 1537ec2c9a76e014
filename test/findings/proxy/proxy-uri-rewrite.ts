import type { FindingCases } from '../finding-cases';
import { GOOD, conf } from '../configuration';
import { noInfo } from '../evidence';

export const CASES: FindingCases = {
  evidence: noInfo(404, '{"timestamp":"t","status":404,"error":"Not Found","path":"/info"}'),
  configuration: {
    severity: 'problem',
    route: 'sockjs',
    broken: conf(GOOD.replace('8080', '8080/app'), { location: '/ws/' }),
    healthy: conf(GOOD.replace('8080', '8080/ws/'), { location: '/ws/' }),
  },
};
