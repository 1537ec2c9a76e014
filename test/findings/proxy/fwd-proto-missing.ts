import type { FindingCases } from '../finding-cases';
import { accepting, refused } from '../evidence';

export const CASES: FindingCases = {
  evidence: { handshake: refused, origins: { ...accepting('http://api.example.com'), believed: ['scheme', 'host', 'forwarded'] } },
};
