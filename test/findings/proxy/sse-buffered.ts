import type { FindingCases } from '../finding-cases';
import { nginx } from '../log-lines';
import { conf, pass } from '../configuration';
import { held, open } from '../evidence';

export const CASES: FindingCases = {
  evidence: { route: { kind: 'sse', path: '/events' }, eventStream: held, direct: { eventStream: open } },
  configuration: {
    severity: 'problem',
    route: 'sse',
    broken: conf(`${pass}\n      proxy_http_version 1.0;`),
    healthy: conf(`${pass}\n      proxy_buffering off;`),
  },
  lines: [nginx('upstream timed out (110: Connection timed out) while reading upstream')],
};
