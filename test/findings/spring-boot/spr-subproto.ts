import type { FindingCases } from '../finding-cases';
import { after } from '../configuration';
import { raw } from '../evidence';

export const CASES: FindingCases = {
  evidence: raw,
  configuration: {
    severity: 'problem',
    broken: after('proxy_set_header Sec-WebSocket-Protocol "";'),
    healthy: after('proxy_set_header Sec-WebSocket-Extensions "";'),
  },
  lines: [
    "WebSocket connection to 'wss://h/ws' failed: Error during WebSocket handshake: " +
      "Sent non-empty 'Sec-WebSocket-Protocol' header but no response was received",
  ],
};
