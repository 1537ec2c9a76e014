import type { FindingCases } from '../finding-cases';
import { refusedWith } from '../evidence';
import { spring } from '../log-lines';

export const CASES: FindingCases = {
  evidence: refusedWith(400, 'Can "Upgrade" only to "WebSocket".', { via: 'cookie: AWSELB' }),
  inAws: {
    is: { classicLoadBalancer: { name: 'old', listeners: [{ port: 443, protocol: 'HTTPS' }] } },
    isNot: { classicLoadBalancer: { name: 'old', listeners: [{ port: 443, protocol: 'SSL' }] } },
  },
  lines: [spring('Handshake failed due to invalid Upgrade header: null')],
};
