import type { FindingCases } from '../finding-cases';
import { conf, after, pass } from '../configuration';

export const CASES: FindingCases = {
  configuration: {
    severity: 'problem',
    invalid: true,
    broken: conf(
      `${pass}\n      if ($http_upgrade) {\n        proxy_set_header Upgrade $http_upgrade;\n` +
        '        proxy_set_header Connection upgrade;\n      }',
    ),
    healthy: after('if ($http_origin = "") { return 403; }'),
  },
};
