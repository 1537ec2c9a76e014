import type { FindingCases } from '../finding-cases';
import { after } from '../configuration';
import { held, open } from '../evidence';

export const CASES: FindingCases = {
  evidence: { xhrStreaming: held, uncompressedStreaming: open, direct: { xhrStreaming: open } },
  configuration: {
    severity: 'problem',
    route: 'sockjs',
    broken: after('gzip on;\n      gzip_types text/css application/javascript;'),
    healthy: after('gzip on;\n      gzip_types text/css;'),
  },
};
