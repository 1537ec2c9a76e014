import type { Finding } from '../finding';

/** The application accepts connections but does not answer. */
export const appTooSlow: Finding = {
  code: 'APP-TOO-SLOW',
  hop: 'spring-boot',
  title: 'the application accepts connections but does not answer',
  cause: 'It is still starting, waits for something itself, or the machine is too small.',
  why: 'Handshakes time out and clients fall back or give up.',
  cure: 'Take a thread dump (`jcmd`): it is still starting, out of threads, or does not speak HTTP on this port',
  source: ['https://docs.spring.io/spring-boot/reference/actuator/endpoints.html'],
  explains: ['websocket'],
  refutedBy: ['direct 101'],
  outside: '--direct <application>',
  onHost: true,
  matches(evidence) {
    const { direct } = evidence;
    return ['timeout', 'closed'].includes(direct?.handshake?.failure?.kind ?? '') && direct?.handshake?.status === undefined;
  },
};
