import type { FindingCases } from '../finding-cases';
import { CLEAN, instead } from '../configuration';
import { TLS_TO_HTTP, nginx } from '../log-lines';
import { noInfo } from '../evidence';

export const CASES: FindingCases = {
  evidence: noInfo(400, 'The plain HTTP request was sent to HTTPS port'),
  configuration: { severity: 'advice', broken: instead('http://', 'https://'), healthy: CLEAN },
  lines: [
    TLS_TO_HTTP,
    nginx('SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number) while SSL handshaking to upstream'),
  ],
};
