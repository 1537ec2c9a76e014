import type { FindingCases } from '../finding-cases';
import { listener } from '../aws-evidence';

export const CASES: FindingCases = {
  evidence: { tls: { names: ['DNS:other.example.com'], nameOk: false, trusted: true, expiresInDays: 3, ms: 1 } },
  inAws: {
    is: { names: ['www.example.com'] },
    isNot: { names: ['www.example.com'], listeners: [{ ...listener!, unseenCertificates: 1 }] },
  },
};
