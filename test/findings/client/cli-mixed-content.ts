import type { FindingCases } from '../finding-cases';

export const CASES: FindingCases = {
  evidence: { origin: 'http://api.example.com', page: 'https://app.example.com' },
};
