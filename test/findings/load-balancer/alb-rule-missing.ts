import type { FindingCases } from '../finding-cases';
import { info } from '../evidence';
import { listener } from '../aws-evidence';

export const CASES: FindingCases = {
  evidence: {
    info: { ...info, status: 404, isInfo: false, websocket: undefined, body: 'no rule of the listener forwards this path to the host' },
  },
  inAws: {
    is: { listeners: [{ ...listener!, forwards: false }] },
    isNot: {
      listeners: [{ ...listener!, forwards: false }],
      unread: { listener: [{ action: 'elasticloadbalancing:DescribeRules', because: 'denied', said: '' }] },
    },
  },
};
