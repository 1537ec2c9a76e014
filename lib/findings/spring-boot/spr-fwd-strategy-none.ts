import { infoAnswered, refusedWith } from '../common-symptoms';
import type { Finding } from '../finding';
import { isGatewaysForwarded, lostScheme } from '../signatures';

/** Spring ignores X-Forwarded-Proto, so it refuses pages loaded over https with 403. */
export const sprFwdStrategyNone: Finding = {
  code: 'SPR-FWD-STRATEGY-NONE',
  hop: 'spring-boot',
  title: 'Spring ignores X-Forwarded-Proto, so it refuses pages loaded over https with 403',
  cause: 'server.forward-headers-strategy is not set, and on EC2 Spring Boot does not set it by itself.',
  why: "Spring takes http:// for its own scheme and refuses the page's https:// with 403; redirects go to http://.",
  cure: 'Set server.forward-headers-strategy=framework, and remove a RemoteIpValve setting of your own',
  symptoms: [...infoAnswered(403), ...refusedWith(403), { seen: 'answer', text: 'Invalid CORS request' }],
  paste: ['SERVER_FORWARD_HEADERS_STRATEGY=native'].join('\n'),
  source: ['https://docs.spring.io/spring-boot/how-to/webserver.html#howto.webserver.use-behind-a-proxy-server'],
  explains: ['info', 'websocket'],
  refutedBy: ['plain http', 'refused by a proxy', 'refused before the proxy', 'refused without origin'],
  onHost: true,
  matches(evidence) {
    const { direct, origin, origins } = evidence;
    const { hostname } = new URL(origin ?? 'http://localhost');
    return (
      lostScheme(evidence) &&
      !origins?.believed?.length &&
      !isGatewaysForwarded(evidence) &&
      (direct?.handshake
        ? direct.handshake.status !== 101
        : origins?.accepted.includes(`http://${hostname}:443`) !== true || origins.accepted.includes(`http://${hostname}`))
    );
  },
};
