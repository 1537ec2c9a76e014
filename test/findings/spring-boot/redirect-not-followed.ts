import type { FindingCases } from '../finding-cases';
import { GOOD, conf, CLEAN } from '../configuration';
import { handshake } from '../evidence';

export const CASES: FindingCases = {
  evidence: { handshake: { ...handshake, status: 301, acceptOk: false, location: 'https://www.example.com/ws' } },
  configuration: { severity: 'problem', route: 'handler', broken: conf(GOOD, { location: '/ws/' }), healthy: CLEAN },
};
