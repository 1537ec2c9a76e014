import { CUT } from './common-symptoms';
import type { Finding } from './finding';

/** The application was stopped, which closes every socket. */
export const sprShutdown: Finding = {
  code: 'SPR-SHUTDOWN',
  hop: 'spring-boot',
  title: 'the application was stopped, which closes every socket',
  cause: 'On SIGTERM Spring closes its sessions with 1001; a kill or an exhausted memory ends them without a word (1006). Until the next start nginx answers 502.',
  why: 'All clients lose their connection in the same second, at each deployment.',
  cure: 'Expected at a deployment: reconnect with a delay that varies, take the host out of the load balancer first, leave 30 s to stop',
  symptoms: [
    { seen: 'close', text: '1001' },
    { seen: 'spring', text: 'Commencing graceful shutdown. Waiting for active requests to complete' },
    ...CUT,
  ],
  paste: [
    'server.shutdown=graceful',
    'spring.lifecycle.timeout-per-shutdown-phase=20s',
  ].join('\n'),
  source: ['https://docs.spring.io/spring-boot/reference/web/graceful-shutdown.html'],
  explains: ['message'],
  outside: '--deploy <seconds>',
  severity: 'notice',
  matches(evidence) {
    return evidence.watch?.ends.some(({ how }) => /^closed with 1001/.test(how)) ?? false;
  },
};
