import type { FindingCases } from '../finding-cases';
import { nginx } from '../log-lines';

export const CASES: FindingCases = {
  evidence: { holdStream: { opened: true, cutAfterMs: 15_010, complete: false, waitedMs: 75_000, ms: 15_010 } },
  lines: [
    nginx('upstream timed out (110: Connection timed out) while reading upstream'),
    'GET https://api.example.com/api/sse net::ERR_INCOMPLETE_CHUNKED_ENCODING 200 (OK)',
  ],
};
