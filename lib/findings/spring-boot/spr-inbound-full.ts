import { SESSION_CLOSED } from '../common-symptoms';
import type { Finding } from '../finding';

/** Slow message methods hold up the messages and heartbeats of all clients. */
export const sprInboundFull: Finding = {
  code: 'SPR-INBOUND-FULL',
  hop: 'spring-boot',
  title: 'slow @MessageMapping methods hold up the messages and heartbeats of all clients',
  cause:
    "clientInboundChannel has two threads a processor and a queue without a limit: as many methods that wait at once, and everybody's " +
    'messages wait behind them.',
  why: 'Messages arrive late, and clients that beat on time are closed with an ERROR frame "Session closed." and 1002, many at once.',
  cure: 'Hand long work to a pool of its own, or give the channel more threads: configureClientInboundChannel(...).taskExecutor()',
  symptoms: [...SESSION_CLOSED],
  paste: [
    '@Override',
    'public void configureClientInboundChannel(ChannelRegistration registration) {',
    '  registration.taskExecutor().corePoolSize(64);',
    '}',
  ].join('\n'),
  source: ['https://docs.spring.io/spring-framework/reference/web/websocket/stomp/configuration-performance.html'],
  explains: ['stomp', 'message'],
  refutedBy: ['lives in silence'],
};
