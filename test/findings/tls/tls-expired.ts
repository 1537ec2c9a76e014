import type { FindingCases } from '../finding-cases';
import { issued, listener } from '../aws-evidence';

export const CASES: FindingCases = {
  evidence: {
    tls: { names: ['DNS:api.example.com'], nameOk: true, trusted: false, trustError: 'CERT_HAS_EXPIRED', expiresInDays: -3, ms: 1 },
  },
  inAws: {
    is: { listeners: [{ ...listener!, certificates: [{ ...issued, status: 'EXPIRED', expiresInDays: -2 }] }] },
    isNot: { listeners: [{ ...listener!, certificates: [{ ...issued, expiresInDays: 0 }] }] },
  },
};
