import type { FindingCases } from '../finding-cases';

export const CASES: FindingCases = {};
