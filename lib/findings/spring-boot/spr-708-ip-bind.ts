import { SEND_404 } from '../common-symptoms';
import type { Finding } from '../finding';
import { togetherness } from '../outside-signatures';

/** Spring binds a SockJS session to the client's address and port. */
export const spr708IpBind: Finding = {
  code: 'SPR-708-IP-BIND',
  hop: 'spring-boot',
  title: "Spring binds a SockJS session to the client's address and port",
  cause: 'Spring Framework 7.0.8 (Spring Boot 4.0.7) compares address and port, which differ on every connection.',
  why: 'WebSocket works, every fallback fails: xhr_send is answered 404.',
  cure: 'Use Spring Framework 7.0.9 or newer',
  symptoms: [{ seen: 'spring', text: 'The remote address for the session and the request do not match.' }, ...SEND_404],
  source: ['https://github.com/spring-projects/spring-framework/issues/36976'],
  explains: ['xhr-polling', 'xhr-streaming'],
  refutedBy: ['sent'],
  matches(evidence) {
    const { hosts, polling, direct } = evidence;
    const outside = togetherness(evidence) === 'never' && direct?.polling?.sendStatus !== 204;
    return polling?.sendStatus === 404 && ((hosts === 1 && direct?.polling?.sendStatus === 404) || (hosts === undefined && outside));
  },
};
