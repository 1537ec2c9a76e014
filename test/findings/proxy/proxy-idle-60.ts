import type { FindingCases } from '../finding-cases';
import { CLEAN, instead } from '../configuration';
import { cut, silence, rawHandler } from '../evidence';
import { nginx } from '../log-lines';

export const CASES: FindingCases = {
  evidence: { ...rawHandler, hold: silence(cut) },
  configuration: { severity: 'problem', broken: instead('3600s', '10s'), healthy: CLEAN },
  lines: [nginx('upstream timed out (110: Connection timed out) while proxying upgraded connection')],
};
