import type { FindingCases } from '../finding-cases';
import { watched } from '../evidence';

export const CASES: FindingCases = {
  evidence: watched('closed with 1001'),
  refuted: [watched('connection closed without a close frame'), watched('closed with 1000 bye')],
  lines: ['GET https://api.example.com/api/sse net::ERR_INCOMPLETE_CHUNKED_ENCODING 200 (OK)'],
};
