import type { FindingCases } from '../finding-cases';

export const CASES: FindingCases = {
  evidence: { health: { path: '/', status: 503, matcher: '200', healthy: false, body: '', ms: 1 } },
  inAws: {
    is: { target: { id: 'i-1', port: 80, state: 'unhealthy', reason: 'Target.Timeout' } },
    isNot: { target: { id: 'i-1', port: 80, state: 'draining' } },
  },
  lines: ['Health checks failed with these codes: [404]', 'Target.Timeout', 'Target.FailedHealthChecks'],
};
