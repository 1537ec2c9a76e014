import type { FindingCases } from '../finding-cases';
import { after } from '../configuration';
import { page } from '../evidence';

export const CASES: FindingCases = {
  evidence: {
    page: 'https://app.example.com',
    preflight: { origin: 'https://app.example.com', status: 403, allowOrigin: [], allowCredentials: false, body: page(403), ms: 1 },
  },
  configuration: {
    severity: 'advice',
    broken: after('limit_except GET POST { deny all; }'),
    healthy: after('limit_except GET POST OPTIONS { deny all; }'),
  },
};
