import type { FindingCases } from '../finding-cases';
import { CLEAN, instead } from '../configuration';
import { refused, accepting } from '../evidence';

export const CASES: FindingCases = {
  evidence: { handshake: refused, origins: accepting('http://127.0.0.1:8080') },
  configuration: { severity: 'advice', broken: instead('proxy_set_header Host $host;', ''), healthy: CLEAN },
};
