import type { FindingCases } from '../finding-cases';
import { cut, lived, silence, rawHandler } from '../evidence';
import { loadBalancer } from '../aws-evidence';

export const CASES: FindingCases = {
  evidence: { ...rawHandler, hold: silence(cut), holdDirect: silence(lived) },
  inAws: {
    is: { loadBalancer: { ...loadBalancer, idleSeconds: 60 } },
    isNot: { loadBalancer: { ...loadBalancer, idleSeconds: undefined } },
  },
  lines: ['GET https://api.example.com/api/sse net::ERR_INCOMPLETE_CHUNKED_ENCODING 200 (OK)'],
};
