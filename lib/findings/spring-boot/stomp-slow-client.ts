import type { Finding } from '../finding';

/** Spring closes the session of a client that reads too slowly. */
export const stompSlowClient: Finding = {
  code: 'STOMP-SLOW-CLIENT',
  hop: 'spring-boot',
  title: 'Spring closes the session of a client that reads too slowly',
  cause: 'Its network is slow, its page is busy, or a proxy buffers the answers: Spring gives up after 512 KB or 10 s of waiting.',
  why: 'Single clients are closed with 4500 while the others continue.',
  cure: 'Send less, or raise setSendBufferSizeLimit and setSendTimeLimit; if many clients are affected, look for a proxy that buffers',
  symptoms: [
    { seen: 'spring', text: "Buffer size <n> bytes for session '<id>' exceeds the allowed limit <n>" },
    { seen: 'spring', text: "Send time <n> (ms) for session '<id>' exceeded the allowed limit <n>" },
    { seen: 'spring', text: "Terminating '<session>': Buffer size <n> bytes" },
    { seen: 'spring', text: "Terminating '<session>': Send time <n>" },
    { seen: 'close', text: '4500' },
  ],
  paste: 'registration.setSendTimeLimit(20_000).setSendBufferSizeLimit(1024 * 1024);',
  source: ['https://docs.spring.io/spring-framework/reference/web/websocket/stomp/server-config.html'],
  explains: ['message'],
  refutedBy: ['delivered'],
};
