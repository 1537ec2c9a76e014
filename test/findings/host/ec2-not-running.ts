import type { FindingCases } from '../finding-cases';
import { instance } from '../aws-evidence';

export const CASES: FindingCases = {
  inAws: { is: { instance: { ...instance, state: 'stopped' } }, isNot: { instance: { ...instance, state: 'pending' } } },
};
