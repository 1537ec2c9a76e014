import type { Finding } from './finding';

/** A STOMP message is larger than Spring's limit. */
export const stompMsg64k: Finding = {
  code: 'STOMP-MSG-64K',
  hop: 'spring-boot',
  title: 'a STOMP message is larger than Spring\'s limit',
  cause: 'WebSocketTransportRegistration.setMessageSizeLimit is 64 KB unless it is set.',
  why: 'An ERROR frame about the content-length, then close 1002; over polling too.',
  cure: 'Raise setMessageSizeLimit, or send what is large over HTTP and its address over STOMP',
  symptoms: [
    { seen: 'frame', text: 'STOMP \'content-length\' header value <n>  exceeds configured buffer size limit <n>' },
    { seen: 'spring', text: 'STOMP \'content-length\' header value <n>  exceeds configured buffer size limit <n>' },
    { seen: 'frame', text: 'The configured STOMP buffer size limit of <n> bytes has been exceeded' },
    { seen: 'spring', text: 'The configured STOMP buffer size limit of <n> bytes has been exceeded' },
  ],
  paste: 'registration.setMessageSizeLimit(256 * 1024);',
  source: ['https://docs.spring.io/spring-framework/reference/web/websocket/stomp/server-config.html'],
  explains: ['message', 'sizes'],
  outside: '--sizes',
  matches(evidence) {
    const frames = evidence.sizes?.frames ?? [];
    return frames.some(({ taken, bytes }) => !taken && bytes > 64 * 1024) && frames.every(({ taken, bytes }) => taken || bytes > 64 * 1024);
  },
};
