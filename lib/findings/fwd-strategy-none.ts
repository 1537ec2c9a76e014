import { refusedWith } from './common-symptoms';
import type { Finding } from './finding';
import { lostScheme } from './signatures';

/** Spring ignores X-Forwarded-Proto, takes https pages for strangers and answers 403. */
export const fwdStrategyNone: Finding = {
  code: 'FWD-STRATEGY-NONE',
  hop: 'spring-boot',
  title: 'Spring ignores X-Forwarded-Proto, takes https pages for strangers and answers 403',
  cause: 'server.forward-headers-strategy is not set, and on EC2 Spring Boot does not choose one by itself.',
  why: 'Spring takes its own origin for http:// and refuses the page\'s https:// with 403; redirects go to http://.',
  cure: 'Set server.forward-headers-strategy=framework, and drop an own RemoteIpValve setting',
  symptoms: [
    ...refusedWith(403),
    { seen: 'answer', text: 'Invalid CORS request' },
  ],
  paste: [
    'SERVER_FORWARD_HEADERS_STRATEGY=native',
  ].join('\n'),
  source: ['https://docs.spring.io/spring-boot/how-to/webserver.html#howto.webserver.use-behind-a-proxy-server'],
  explains: ['info', 'websocket'],
  onHost: true,
  matches(evidence) {
    const { direct, origin, origins } = evidence;
    const { hostname } = new URL(origin ?? 'http://localhost');
    return lostScheme(evidence) && (direct?.handshake ? direct.handshake.status !== 101 : origins?.accepted.includes(`http://${hostname}:443`) !== true || origins.accepted.includes(`http://${hostname}`));
  },
};
