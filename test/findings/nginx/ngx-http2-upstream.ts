import type { FindingCases } from '../finding-cases';
import { CLEAN, instead } from '../configuration';
import { nginx } from '../log-lines';

export const CASES: FindingCases = {
  configuration: {
    severity: 'problem',
    broken: instead('proxy_http_version 1.1;', 'proxy_http_version 2;'),
    healthy: CLEAN,
    invalid: true, // before 1.29.4
  },
  lines: [nginx('upstream sent too large http2 frame: 4740180 while reading response header from upstream')],
};
