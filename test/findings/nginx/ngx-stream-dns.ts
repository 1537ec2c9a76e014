import { relay } from '../configuration';
import type { FindingCases } from '../finding-cases';

export const CASES: FindingCases = {
  configuration: { severity: 'advice', broken: relay({}, 'b-1.mq.invalid:61614'), healthy: relay(), invalid: true },
};
