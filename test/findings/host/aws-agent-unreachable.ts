import type { FindingCases } from '../finding-cases';

export const CASES: FindingCases = {
  evidence: { gate: { ok: false, code: 'AWS-AGENT-UNREACHABLE', sentence: 'timed out' } },
};
