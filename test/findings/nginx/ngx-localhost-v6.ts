import type { FindingCases } from '../finding-cases';
import { CLEAN, instead } from '../configuration';
import { nginx } from '../log-lines';

export const CASES: FindingCases = {
  configuration: { severity: 'advice', broken: instead('127.0.0.1', 'localhost'), healthy: CLEAN },
  lines: [
    nginx(
      'connect() failed (111: Connection refused) while connecting to upstream',
      ', client: 10.0.0.1, server: _, request: "GET /ws/info HTTP/1.1", upstream: "http://[::1]:8080/ws/info", host: "h"',
    ),
  ],
};
