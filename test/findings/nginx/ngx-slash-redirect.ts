import type { FindingCases } from '../finding-cases';
import { page, refusedWith } from '../evidence';

export const CASES: FindingCases = {
  evidence: refusedWith(301, page(301), { path: '/ws', location: 'https://api.example.com/ws/' }),
};
