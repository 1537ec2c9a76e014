import { relay } from '../configuration';
import type { FindingCases } from '../finding-cases';

export const CASES: FindingCases = {
  configuration: { severity: 'problem', broken: relay({ proxy_ssl_name: '' }), healthy: relay() },
};
