import type { FindingCases } from '../finding-cases';
import { after } from '../configuration';
import { info } from '../evidence';

export const CASES: FindingCases = {
  evidence: { page: 'https://app.example.com', info: { ...info, allowOrigin: ['*'] } },
  configuration: {
    severity: 'advice',
    broken: after('add_header Access-Control-Allow-Origin *;'),
    healthy: after('add_header X-Frame-Options DENY;'),
  },
};
