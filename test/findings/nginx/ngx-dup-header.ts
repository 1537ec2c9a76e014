import type { FindingCases } from '../finding-cases';
import { after } from '../configuration';

export const CASES: FindingCases = {
  configuration: {
    severity: 'problem',
    broken: after('proxy_set_header Host api.example.com;'),
    healthy: after('proxy_set_header X-Host api.example.com;'),
  },
};
