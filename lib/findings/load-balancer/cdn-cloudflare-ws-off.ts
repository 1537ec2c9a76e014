import { refusedWith } from '../common-symptoms';
import type { Finding } from '../finding';
import { passes } from '../outside-signatures';

/** Cloudflare does not forward WebSockets. */
export const cdnCloudflareWsOff: Finding = {
  code: 'CDN-CLOUDFLARE-WS-OFF',
  hop: 'load-balancer',
  title: 'Cloudflare does not forward WebSockets',
  cause:
    'WebSockets are switched off for the zone, so the origin gets a plain GET. ' +
    '(An nginx behind Cloudflare that drops Upgrade looks the same: ask the origin itself with --resolve.)',
  why: 'The handshake is answered 400 Can "Upgrade" only to "WebSocket". through Cloudflare, and 101 by the origin.',
  cure: 'Switch Network > WebSockets on for the zone, or make the record DNS-only',
  symptoms: [...refusedWith(400)],
  source: ['https://developers.cloudflare.com/network/websockets/'],
  explains: ['websocket'],
  refutedBy: ['101', 'frame', 'no cloudflare', 'same when direct'],
  matches(evidence) {
    const { handshake, direct } = evidence;
    return (
      passes(evidence, 'cloudflare') &&
      handshake?.status === 400 &&
      /Can "Upgrade" only to "WebSocket"/.test(handshake.body) &&
      direct?.handshake?.status !== 400
    );
  },
};
