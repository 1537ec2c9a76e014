import type { FindingCases } from '../finding-cases';
import { handshake, info } from '../evidence';

export const CASES: FindingCases = {
  // not known to be SockJS, below another prefix, of another kind, for another path: none of these says that there is no such path
  refuted: [
    { kindGiven: false },
    { foundAt: '/api/ws' },
    { otherWay: { handshake } },
    { info: { ...info, status: 404, isInfo: false, body: '{"timestamp":"t","status":404,"path":"/other/info"}' } },
  ],
  evidence: {
    info: {
      ...info,
      status: 404,
      isInfo: false,
      websocket: undefined,
      body: '{"timestamp":"t","status":404,"error":"Not Found","path":"/ws/info"}',
    },
  },
};
