import type { FindingCases } from '../finding-cases';
import { GOOD, conf } from '../configuration';

export const CASES: FindingCases = {
  evidence: { health: { path: '/', status: 302, matcher: '200', healthy: false, location: '/login', body: '', ms: 1 } },
  configuration: {
    severity: 'advice',
    broken: conf(GOOD, { server: 'if ($http_x_forwarded_proto != "https") { return 301 https://$host$request_uri; }' }),
    healthy: conf(GOOD, { server: 'if ($http_x_forwarded_proto = "http") { return 301 https://$host$request_uri; }' }),
  },
  inAws: {
    is: {
      target: {
        id: 'i-1',
        port: 80,
        state: 'unhealthy',
        reason: 'Target.ResponseCodeMismatch',
        description: 'Health checks failed with these codes: [401]',
      },
    },
    isNot: { target: { id: 'i-1', port: 80, state: 'initial', reason: 'Elb.InitialHealthChecking' } },
  },
  lines: [
    'Health checks failed with these codes: [302]',
    'unhealthy: Target.ResponseCodeMismatch, Health checks failed with these codes: [403]',
  ],
};
