import type { FindingCases } from '../finding-cases';

export const CASES: FindingCases = {
  lines: ['Error: Incompatible SockJS! Main site uses: "1.6.1", the iframe: "1.0.0".'],
};
