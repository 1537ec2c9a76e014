import { infoAnswered, refusedWith } from '../common-symptoms';
import type { Finding } from '../finding';

/** SetAllowedOrigins("*") does not work with SockJS. */
export const sprOriginStar: Finding = {
  code: 'SPR-ORIGIN-STAR',
  hop: 'spring-boot',
  title: 'setAllowedOrigins("*") does not work with SockJS',
  cause: 'SockJS needs credentials, and since 5.3 Spring refuses the wildcard together with credentials.',
  why: 'Every request with an Origin header is answered 500, while curl without one gets 200.',
  cure: 'Use setAllowedOriginPatterns("https://*.example.com") or an explicit list',
  symptoms: [
    ...infoAnswered(500),
    ...refusedWith(500),
    { seen: 'spring', text: 'When allowCredentials is true, allowedOrigins cannot contain the special value "*"' },
  ],
  source: ['https://github.com/spring-projects/spring-framework/issues/26111'],
  explains: ['info', 'websocket'],
  before: ['SPR-ORIGIN-403'],
  refutedBy: ['info', 'refused without origin', 'refused by a proxy', 'refused before the proxy'],
  matches(evidence) {
    const { infoWithoutOrigin, info } = evidence;
    return info?.status === 500 && infoWithoutOrigin?.status === 200;
  },
};
