import type { FindingCases } from '../finding-cases';
import { GOOD, conf, pass } from '../configuration';
import { info } from '../evidence';

export const CASES: FindingCases = {
  evidence: { info: { ...info, isInfo: false, websocket: undefined, contentType: 'text/html', body: '<!doctype html>' } },
  configuration: {
    severity: 'problem',
    route: 'handler',
    broken: conf('try_files $uri /index.html;', { location: '/', rest: `location /api { ${pass} }` }),
    healthy: conf(GOOD, { rest: 'location / { try_files $uri /index.html; }' }),
  },
};
