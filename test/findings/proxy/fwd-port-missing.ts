import type { FindingCases } from '../finding-cases';
import { accepting, refused } from '../evidence';

export const CASES: FindingCases = {
  evidence: { origin: 'https://api.example.com:8443', handshake: refused, origins: accepting('https://api.example.com') },
};
