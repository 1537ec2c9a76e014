import type { Finding } from '../finding';
import { SERVER_LIMITS } from './stomp-msg-1009';

/** A STOMP message is larger than Spring's limit. */
export const stompMsg64k: Finding = {
  code: 'STOMP-MSG-64K',
  hop: 'spring-boot',
  title: "a STOMP message is larger than Spring's limit",
  cause: 'WebSocketTransportRegistration.setMessageSizeLimit is 64 KB by default.',
  why: 'An ERROR frame about the content-length, then close code 1002; over polling too.',
  cure: 'Raise setMessageSizeLimit and the limit of Tomcat or Jetty, or send large data over HTTP and only its address over STOMP',
  symptoms: [
    { seen: 'frame', text: "STOMP 'content-length' header value <n>  exceeds configured buffer size limit <n>" },
    { seen: 'spring', text: "STOMP 'content-length' header value <n>  exceeds configured buffer size limit <n>" },
    { seen: 'frame', text: 'The configured STOMP buffer size limit of <n> bytes has been exceeded' },
    { seen: 'spring', text: 'The configured STOMP buffer size limit of <n> bytes has been exceeded' },
  ],
  paste: ['registration.setMessageSizeLimit(256 * 1024);', ...SERVER_LIMITS].join('\n'),
  source: ['https://docs.spring.io/spring-framework/reference/web/websocket/stomp/server-config.html'],
  explains: ['message', 'sizes'],
  refutedBy: ['takes large messages'],
  outside: '--sizes',
  matches(evidence) {
    const frames = evidence.sizes?.frames ?? [];
    const isLarge = ({ bytes }: (typeof frames)[number]) => bytes > 64 * 1024;
    return frames.some(isLarge) && frames.every((frame) => frame.taken !== isLarge(frame));
  },
};
