import type { FindingCases } from '../finding-cases';
import { tlsFailed } from '../evidence';

export const CASES: FindingCases = {
  evidence: tlsFailed('handshake failure'),
};
