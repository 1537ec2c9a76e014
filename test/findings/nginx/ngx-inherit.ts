import type { FindingCases } from '../finding-cases';
import { UPGRADE, conf, pass } from '../configuration';

export const CASES: FindingCases = {
  configuration: {
    severity: 'problem',
    broken: conf(`${pass}\n      proxy_set_header X-Real-IP $remote_addr;`, { server: UPGRADE }),
    healthy: conf(pass, { server: UPGRADE }),
  },
};
