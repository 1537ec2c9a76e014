import { SEND_404 } from '../common-symptoms';
import type { Finding } from '../finding';
import { isSticky, togetherness } from '../outside-signatures';

/** Spring sees the same client with different addresses. */
export const spr709IpBind: Finding = {
  code: 'SPR-709-IP-BIND',
  hop: 'spring-boot',
  title: 'Spring sees the same client with different addresses',
  cause:
    'Since 7.0.9 a SockJS session belongs to one client address; different forwarded headers, or localhost as 127.0.0.1 and ::1, break it.',
  why: 'WebSocket works, the fallbacks fail: xhr_send is answered 404.',
  cure: "Set server.forward-headers-strategy=native, and write 127.0.0.1 instead of localhost in nginx's upstream",
  symptoms: [{ seen: 'spring', text: 'The remote address for the session and the request do not match.' }, ...SEND_404],
  source: ['https://github.com/spring-projects/spring-framework/issues/36976'],
  explains: ['xhr-polling'],
  refutedBy: ['sent'],
  matches(evidence) {
    const { hosts, polling, direct, stickiness } = evidence;
    const alternating = togetherness(evidence) === 'sometimes' && isSticky(stickiness?.cookieNames ?? []);
    return (
      (polling?.sendStatus === 404 && direct?.polling?.sendStatus === 204 && (hosts === 1 || togetherness(evidence) === 'never')) ||
      alternating
    );
  },
};
