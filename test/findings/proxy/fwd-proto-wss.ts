import type { FindingCases } from '../finding-cases';
import { refusedWith, origins } from '../evidence';

export const CASES: FindingCases = {
  evidence: { ...refusedWith(403, 'Invalid CORS request'), ...origins('wss://api.example.com') },
};
