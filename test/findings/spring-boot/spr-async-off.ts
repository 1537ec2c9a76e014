import type { FindingCases } from '../finding-cases';
import { handshake } from '../evidence';

const refused = { path: '/s', status: 500, opened: false, waitedMs: 1, body: '', ms: 1 };

export const CASES: FindingCases = {
  evidence: { xhrStreaming: refused, eventSource: refused },
  refuted: [{ eventSource: { ...refused, status: 200 } }, { handshake: { ...handshake, status: 500 } }],
  lines: [
    'Caused by: java.lang.IllegalArgumentException: Async support must be enabled on a servlet and for all filters involved in ' +
      'async request processing. This is done in Java code using the Servlet API or by adding ' +
      '"<async-supported>true</async-supported>" to servlet and filter declarations in web.xml.',
  ],
};
