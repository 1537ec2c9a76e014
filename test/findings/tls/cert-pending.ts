import type { FindingCases } from '../finding-cases';
import { issued } from '../aws-evidence';

export const CASES: FindingCases = {
  inAws: {
    is: {
      certificates: [
        {
          ...issued,
          status: 'PENDING_VALIDATION',
          expiresInDays: undefined,
          wanted: [{ name: '_x.api.example.com.', value: '_y.acm-validations.aws.' }],
        },
      ],
    },
    isNot: { certificates: [] },
  },
};
