import { HIDDEN_BY_CORS, refusedWith } from './common-symptoms';
import type { Finding } from './finding';

/** SetAllowedOrigins("*") together with SockJS. */
export const sprOriginStar: Finding = {
  code: 'SPR-ORIGIN-STAR',
  hop: 'spring-boot',
  title: 'setAllowedOrigins("*") together with SockJS',
  cause: 'SockJS needs credentials, and Spring refuses the wildcard with credentials since 5.3.',
  why: 'Every request with an Origin is answered 500, while curl without one gets 200.',
  cure: 'Use setAllowedOriginPatterns("https://*.example.com") or an explicit list',
  symptoms: [
    ...refusedWith(500),
    { seen: 'spring', text: 'When allowCredentials is true, allowedOrigins cannot contain the special value "*"' },
    ...HIDDEN_BY_CORS,
  ],
  source: ['https://github.com/spring-projects/spring-framework/issues/26111'],
  explains: ['info', 'websocket'],
  matches(evidence) {
    const { infoWithoutOrigin, info } = evidence;
    return info?.status === 500 && infoWithoutOrigin?.status === 200;
  },
};
