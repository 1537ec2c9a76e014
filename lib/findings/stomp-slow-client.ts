import type { Finding } from './finding';

/** A client reads more slowly than it is sent to, so Spring closes it. */
export const stompSlowClient: Finding = {
  code: 'STOMP-SLOW-CLIENT',
  hop: 'spring-boot',
  title: 'a client reads more slowly than it is sent to, so Spring closes it',
  cause: 'Its line is slow, its page is busy, or a proxy holds the answers back: after 512 KB or 10 s of waiting Spring gives up.',
  why: 'Single clients are closed with 4500 while the others go on.',
  cure: 'Send less, or raise setSendBufferSizeLimit and setSendTimeLimit; if it is many clients, look for what stalls on the way',
  symptoms: [
    { seen: 'spring', text: 'Buffer size <n> bytes for session \'<id>\' exceeds the allowed limit <n>' },
    { seen: 'spring', text: 'Send time <n> (ms) for session \'<id>\' exceeded the allowed limit <n>' },
    { seen: 'spring', text: 'Terminating \'<session>\': Buffer size <n> bytes' },
    { seen: 'spring', text: 'Terminating \'<session>\': Send time <n>' },
    { seen: 'close', text: '4500' },
  ],
  paste: 'registration.setSendTimeLimit(20_000).setSendBufferSizeLimit(1024 * 1024);',
  source: ['https://docs.spring.io/spring-framework/reference/web/websocket/stomp/server-config.html'],
  explains: ['message'],
};
