import type { FindingCases } from '../finding-cases';
import { accepting, noInfo, refused } from '../evidence';

export const CASES: FindingCases = {
  evidence: {
    page: 'https://app.example.com',
    ...noInfo(403, ''),
    handshake: { ...refused, body: '' },
    origins: accepting('https://www.example.com'),
  },
};
