import type { FindingCases } from '../finding-cases';
import { handshake, page } from '../evidence';
import { nginx } from '../log-lines';

export const CASES: FindingCases = {
  evidence: { handshake: { ...handshake, status: 504, acceptOk: false, body: page(504) } },
  fromOutside: [{ handshake: { ...handshake, status: 504, acceptOk: false, server: 'envoy', body: 'upstream request timeout' } }],
  lines: [nginx('upstream timed out (110: Connection timed out) while reading response header from upstream')],
};
