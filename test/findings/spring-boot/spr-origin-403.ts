import type { FindingCases } from '../finding-cases';
import { refused, accepting } from '../evidence';
import { spring } from '../log-lines';

export const CASES: FindingCases = {
  evidence: { handshake: refused, origins: accepting() },
  lines: [spring("Origin header value 'https://elsewhere.example' not allowed.", ' WARN')],
};
