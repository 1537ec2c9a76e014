import type { FindingCases } from '../finding-cases';

export const CASES: FindingCases = {
  evidence: {
    message: { echo: { send: '/a', receive: '/b' }, transport: 'xhr-polling', delivered: true, errors: [], ms: 1 },
  },
  fromOutside: [
    {
      message: undefined,
      client: { afterMs: 1, deadlineMs: 650, transport: 'xhr-polling', steps: [{ transport: 'websocket', outcome: 'refused', ms: 1 }] },
    },
  ],
};
