import type { FindingCases } from '../finding-cases';
import { nginx } from '../log-lines';

export const CASES: FindingCases = {
  lines: [nginx('upstream sent too big header while reading response header from upstream')],
};
