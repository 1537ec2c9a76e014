import type { FindingCases } from '../finding-cases';

export const CASES: FindingCases = {
  evidence: {
    message: { echo: { send: '/a', receive: '/b' }, transport: 'websocket', delivered: false, cameBack: true, errors: [], ms: 1 },
  },
};
