import type { FindingCases } from '../finding-cases';
import { handshake, page } from '../evidence';
import { nginx } from '../log-lines';

export const CASES: FindingCases = {
  evidence: { handshake: { ...handshake, status: 502, acceptOk: false, body: page(502) } },
  lines: [
    nginx('connect() failed (113: No route to host) while connecting to upstream'),
    nginx('upstream timed out (110: Connection timed out) while connecting to upstream'),
    nginx('connect() failed (111: Connection refused) while connecting to upstream'),
    nginx('upstream prematurely closed connection while reading response header from upstream'),
  ],
};
