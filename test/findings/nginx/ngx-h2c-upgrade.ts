import type { FindingCases } from '../finding-cases';
import { GOOD, conf, CLEAN } from '../configuration';

export const CASES: FindingCases = {
  evidence: { h2c: { status: 101, upgraded: true, ms: 1 } },
  configuration: {
    severity: 'advice',
    broken: CLEAN,
    healthy: conf(GOOD.replace('$http_upgrade', '$websocket'), {
      map:
        "map $http_upgrade $websocket { ~*^websocket$ websocket; default ''; " +
        "}\n  map $websocket $connection_upgrade { websocket upgrade; default ''; }",
    }),
  },
};
