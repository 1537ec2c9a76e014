import type { FindingCases } from '../finding-cases';

export const CASES: FindingCases = {
  lines: [
    '2026-11-23T13:20:13.047Z DEBUG 31286 --- [io-18999-exec-2] o.s.w.s.s.s.DefaultHandshakeHandler      : ' +
      '"Handshake failed due to unsupported WebSocket version: 8. Supported versions: [13]"',
  ],
};
