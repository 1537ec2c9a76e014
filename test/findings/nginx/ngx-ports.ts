import type { FindingCases } from '../finding-cases';
import { nginx } from '../log-lines';

export const CASES: FindingCases = {
  lines: [nginx('connect() to 127.0.0.1:8080 failed (99: Cannot assign requested address) while connecting to upstream')],
};
