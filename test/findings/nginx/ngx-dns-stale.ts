import type { FindingCases } from '../finding-cases';
import { CLEAN, instead } from '../configuration';

export const CASES: FindingCases = {
  configuration: { severity: 'advice', broken: instead('127.0.0.1', 'app.internal'), healthy: CLEAN, invalid: true },
};
