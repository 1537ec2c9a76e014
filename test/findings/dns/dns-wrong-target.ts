import type { FindingCases } from '../finding-cases';

export const CASES: FindingCases = {
  evidence: { dns: { name: 'api.example.com', v4: [], v6: [], failure: { kind: 'unresolved', message: 'no address' }, ms: 1 } },
  inAws: {
    is: { records: [{ name: 'api.example.com', zone: 'example.com', sets: [{ type: 'A', to: ['192.0.2.7'] }] }] },
    isNot: {
      records: [
        { name: 'api.example.com', zone: 'example.com', sets: [{ type: 'A', to: ['d1234.cloudfront.net'] }] },
        { name: 'api.example.org', sets: [] },
      ],
    },
  },
};
