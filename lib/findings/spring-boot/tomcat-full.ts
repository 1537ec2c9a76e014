import { AFTER_INFO, sockJsAnswered } from '../sockjs-requests';
import { infoAnswered, refusedWith } from '../common-symptoms';
import type { Finding } from '../finding';

/** Tomcat has reached its maximum number of connections. */
export const tomcatFull: Finding = {
  code: 'TOMCAT-FULL',
  hop: 'spring-boot',
  title: 'Tomcat has reached its maximum number of connections',
  cause:
    'Each open socket counts towards server.tomcat.max-connections (8192); ' +
    'the kernel accepts more, but Tomcat does not read them and logs nothing.',
  why: 'Connections open and are never answered; nginx answers 504 after its read timeout, while pages that nginx serves itself are fast.',
  cure: 'Raise server.tomcat.max-connections above the expected number of sockets, with enough memory for them',
  symptoms: [
    ...sockJsAnswered(AFTER_INFO, 504),
    ...infoAnswered(504),
    { seen: 'nginx', text: 'upstream timed out (110: Connection timed out) while reading response header from upstream' },
    ...refusedWith(504),
  ],
  paste: 'server.tomcat.max-connections=20000',
  source: ['https://tomcat.apache.org/tomcat-10.1-doc/config/http.html'],
  explains: ['info', 'websocket', 'event-stream'],
  refutedBy: ['refused by the application', 'http'],
  matches(evidence) {
    const { info, handshake, front } = evidence;
    const silent = [info, handshake].every((answer) => answer?.status === undefined && answer?.failure?.kind === 'timeout');
    return front?.status !== undefined && silent;
  },
};
