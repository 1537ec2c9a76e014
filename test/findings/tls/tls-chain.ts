import type { FindingCases } from '../finding-cases';

export const CASES: FindingCases = {
  evidence: {
    tls: {
      names: ['DNS:api.example.com'],
      nameOk: true,
      trusted: false,
      trustError: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      expiresInDays: 3,
      ms: 1,
    },
  },
};
