import type { FindingCases } from '../finding-cases';

export const CASES: FindingCases = {
  evidence: { app: { listening: false, exit: 'exit code 3', log: 'java.lang.OutOfMemoryError: Java heap space', waitedMs: 1 } },
};
