import type { FindingCases } from '../finding-cases';

export const CASES: FindingCases = {
  evidence: { app: { listening: false, exit: 'exit code 1', log: 'BeanCreationException', waitedMs: 1 } },
};
