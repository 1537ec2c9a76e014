import type { FindingCases } from '../finding-cases';
import { failed, handshake, info, page } from '../evidence';
import { nginx } from '../log-lines';

const closed = { status: undefined, failure: failed('closed') };

export const CASES: FindingCases = {
  evidence: {
    info: { ...info, ...closed },
    handshake: { ...handshake, ...closed },
    stomp: undefined,
    afterProxyLine: { status: 404, server: 'nginx', body: '', ms: 1 },
  },
  refuted: [
    { afterProxyLine: { failure: failed('closed'), body: '', ms: 1 } },
    { afterProxyLine: { status: 400, server: 'nginx', body: page(400), ms: 1 } },
  ],
  lines: [
    nginx('broken header: "GET /ws/info?t=1 HTTP/1.1', ''),
    nginx('broken header: "GET / HTTP/1.1" while reading PROXY protocol', ', client: 10.0.1.9, server: 0.0.0.0:80'),
  ],
};
