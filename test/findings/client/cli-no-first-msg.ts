import type { FindingCases } from '../finding-cases';
import { spring } from '../log-lines';

export const CASES: FindingCases = {
  lines: [spring('No messages received after 60000 ms. Closing StandardWebSocketSession[id=abc].')],
};
