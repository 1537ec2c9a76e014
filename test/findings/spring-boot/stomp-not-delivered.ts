import type { FindingCases } from '../finding-cases';

export const CASES: FindingCases = {
  evidence: {
    message: { echo: { send: '/a', receive: '/b' }, connectedMs: 9, delivered: false, errors: ['no message on /b'], ms: 5000 },
  },
};
