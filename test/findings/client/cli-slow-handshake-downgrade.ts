import type { FindingCases } from '../finding-cases';

export const CASES: FindingCases = {
  evidence: {
    client: { afterMs: 1, deadlineMs: 650, transport: 'xhr-streaming', steps: [{ transport: 'websocket', outcome: 'too late', ms: 650 }] },
  },
};
