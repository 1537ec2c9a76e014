import type { Finding } from './finding';

/** Spring sees one client under changing addresses. */
export const spr709IpBind: Finding = {
  code: 'SPR-709-IP-BIND',
  hop: 'spring-boot',
  title: 'Spring sees one client under changing addresses',
  cause: 'From 7.0.9 on a SockJS session belongs to one address; forwarded headers that differ, or localhost as 127.0.0.1 and ::1, break it.',
  why: 'WebSocket works, the fallbacks fail: xhr_send is answered 404.',
  cure: 'server.forward-headers-strategy=native, and 127.0.0.1 instead of localhost in nginx\'s upstream',
  source: ['https://github.com/spring-projects/spring-framework/issues/36976'],
  explains: ['xhr-polling'],
  matches(evidence) {
    const { hosts, polling, direct } = evidence;
    return polling?.sendStatus === 404 && hosts === 1 && direct?.polling?.sendStatus === 204;
  },
};
