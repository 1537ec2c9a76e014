import { relay } from '../configuration';
import type { FindingCases } from '../finding-cases';

export const CASES: FindingCases = {
  configuration: { severity: 'advice', broken: relay({ ssl_preread: '' }), healthy: relay() },
};
