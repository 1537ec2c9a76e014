import type { FindingCases } from '../finding-cases';
import { after } from '../configuration';

export const CASES: FindingCases = {
  configuration: {
    severity: 'problem',
    facts: { idleSeconds: 3600 },
    broken: after('keepalive_timeout 65;'),
    healthy: after('keepalive_timeout 3700s;'),
  },
};
