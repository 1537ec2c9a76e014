import type { FindingCases } from '../finding-cases';
import { refused, accepting, refusedWith, origins } from '../evidence';

export const CASES: FindingCases = {
  evidence: { handshake: refused, origins: accepting('http://api.example.com'), direct: { handshake: refused } },
  fromOutside: [{ ...refusedWith(403, 'Invalid CORS request'), ...origins('http://api.example.com') }],
};
