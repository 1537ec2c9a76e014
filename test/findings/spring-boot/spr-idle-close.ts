import type { HeldSocket } from '../../../lib/probes/hold';
import type { FindingCases } from '../finding-cases';
import { cut, lived, rawHandler, silence, stomp } from '../evidence';

const closed = (how: string): HeldSocket => ({ ...cut, cutAfterMs: 29_900, end: `closed with ${how}` });
const held = (silent: HeldSocket, oneWay: HeldSocket) => ({ hold: { ...silence(silent), oneWay } });

export const CASES: FindingCases = {
  evidence: { ...rawHandler, hold: silence(closed('1001 Connection Idle Timeout')) },
  fromOutside: [
    { ...rawHandler, hold: silence(closed('1001 The WebSocket session [4] timeout expired')) },
    { ...rawHandler, hold: silence(closed('1000 bye')) },
    { ...rawHandler, ...held(closed('1001 Connection Idle Timeout'), closed('1001 Connection Idle Timeout')) },
    {
      route: { kind: 'stomp', path: '/ws' },
      info: undefined,
      stomp: { ...stomp, heartBeat: '0,0' },
      hold: silence(closed('1001 Idle Timeout')),
    },
  ],
  refuted: [
    // a stop of the application ends both
    held(closed('1001 '), closed('1001 ')),
    held(cut, lived),
    // heartbeats of the server come more often
    { route: { kind: 'stomp', path: '/ws' }, stomp: { ...stomp, heartBeat: '10000,10000' } },
  ],
};
