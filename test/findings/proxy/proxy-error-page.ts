import type { FindingCases } from '../finding-cases';
import { after } from '../configuration';
import { refusedWith } from '../evidence';

export const CASES: FindingCases = {
  evidence: refusedWith(200, 'oops'),
  configuration: {
    severity: 'advice',
    broken: after('proxy_intercept_errors on;\n      error_page 400 403 /sorry.html;'),
    healthy: after('error_page 502 503 /sorry.html;'),
  },
};
