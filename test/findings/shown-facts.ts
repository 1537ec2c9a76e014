import type { Evidence } from '../../lib/findings/evidence';
import type { Fact } from '../../lib/findings/facts';
import { address, info, lived, page, raw, reached, refused, refusedWith, silence, sized, watched } from './evidence';

const nothing: Evidence = { info: undefined, handshake: undefined, stomp: undefined };

/** How each fact shows in the evidence of a healthy chain in which one thing is changed. */
export const SHOWN: Readonly<Record<Fact, Evidence>> = {
  '101': {},
  frame: {},
  info: {},
  http: { ...nothing, info },
  'over http/1.1': { ...nothing, handshake: refused },
  'every address': reached(address(4), address(6)),
  'the same at every address': { nodes: ['192.0.2.1', '192.0.2.2'].map((one) => ({ address: one, info: 200, handshake: 400 })) },
  certificate: {},
  'plain http': { origin: 'http://api.example.com' },
  'no cloudfront': {},
  'no cloudflare': {},
  'refused by the application': { handshake: refused },
  'refused by a proxy': { ...raw, ...refusedWith(403, page(403)) },
  'refused before the proxy': { ...raw, ...refusedWith(403, '', { server: 'awselb/2.0' }) },
  'asked for the same path': { handshake: { ...refused, status: 404, path: '/ws', body: '{"path":"/ws"}' } },
  'no other way': { otherWay: { handshake: refused } },
  'a login': { login: true },
  'refused without origin': { handshake: refused, origins: { accepted: [], refused: [], withoutOrigin: 403, ms: 1 } },
  'direct 101': { direct: { handshake: { ...refused, status: 101 } } },
  'same when direct': { ...raw, handshake: refused, direct: { handshake: refused } },
  stream: {},
  sent: {},
  delivered: {},
  'runs over websocket': {},
  compressed: { deflate: { status: 101, agreed: 'permessage-deflate', ms: 1 } },
  'not redirected': {},
  'nothing over tls': { secure: { trusted: true } },
  'lives in silence': { hold: silence(lived) },
  lasts: { holdStream: { opened: true, complete: false, waitedMs: 75_000, ms: 75_000 } },
  'takes large messages': sized(64 * 1024, true),
  'goes on while deployed': watched(),
  'answered alone and in a crowd': { burst: { together: [200, 200], crowd: [200], alone: 200, body: '', ms: 1 } },
  healthy: {},
  listening: {},
  valid: {},
  gate: { gate: { ok: true } },
};
