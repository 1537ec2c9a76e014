import type { FindingCases } from '../finding-cases';
import { CLEAN, instead } from '../configuration';
import { held, info, open } from '../evidence';

export const CASES: FindingCases = {
  evidence: { info: { ...info, server: 'nginx' }, xhrStreaming: held, uncompressedStreaming: held, direct: { xhrStreaming: open } },
  configuration: {
    severity: 'problem',
    route: 'sockjs',
    broken: instead('proxy_http_version 1.1;', 'proxy_http_version 1.0;'),
    healthy: CLEAN,
  },
};
