import type { FindingCases } from '../finding-cases';
import { GOOD, conf } from '../configuration';

export const CASES: FindingCases = {
  configuration: {
    severity: 'problem',
    broken: conf(GOOD, { http: 'server { listen 127.0.0.1:8199; server_name api.example.com; }' }),
    healthy: conf(GOOD, { http: 'server { listen 127.0.0.1:8199; server_name www.example.com; }' }),
  },
};
