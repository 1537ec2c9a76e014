import type { FindingCases } from '../finding-cases';
import { GOOD, conf, CLEAN } from '../configuration';
import { info, page } from '../evidence';
import { nginx } from '../log-lines';

export const CASES: FindingCases = {
  evidence: { info: { ...info, status: 404, isInfo: false, websocket: undefined, body: page(404) } },
  configuration: { severity: 'problem', route: 'sockjs', broken: conf(GOOD, { location: '= /ws' }), healthy: CLEAN },
  lines: [nginx('open() "/usr/share/nginx/html/ws-stomp/iframe.html" failed (2: No such file or directory)')],
};
