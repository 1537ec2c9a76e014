import type { FindingCases } from '../finding-cases';
import { instance } from '../aws-evidence';

export const CASES: FindingCases = {
  inAws: {
    is: { instance: { ...instance, checks: { system: 'impaired', instance: 'ok' } } },
    isNot: { instance: { ...instance, checks: { system: 'initializing', instance: 'insufficient-data' } } },
  },
};
