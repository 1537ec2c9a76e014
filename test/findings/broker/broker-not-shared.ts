import type { FindingCases } from '../finding-cases';
import { messaging } from '../log-lines';

export const CASES: FindingCases = {
  lines: [messaging('Messages are not shared with the fleet: the application has no simple broker')],
};
