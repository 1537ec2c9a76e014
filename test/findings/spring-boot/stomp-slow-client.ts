import type { FindingCases } from '../finding-cases';
import { spring } from '../log-lines';

export const CASES: FindingCases = {
  lines: [
    spring(
      "Terminating 'WebSocketServerSockJsSession[id=abc]': Buffer size 600000 bytes for session 'abc' exceeds the allowed limit 524288",
    ),
  ],
};
