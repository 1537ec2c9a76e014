import { refusedWith } from './common-symptoms';
import type { Finding } from './finding';

/** Tomcat has reached its maximum of connections. */
export const tomcatFull: Finding = {
  code: 'TOMCAT-FULL',
  hop: 'spring-boot',
  title: 'Tomcat has reached its maximum of connections',
  cause: 'Every open socket is a connection of server.tomcat.max-connections (8192); the kernel accepts more, and nothing reads them. Nothing is logged.',
  why: 'Connections open and are never answered; nginx answers 504 after its read time-out while its own pages come at once.',
  cure: 'Raise server.tomcat.max-connections above the sockets that are expected, with the memory for them',
  symptoms: [
    { seen: 'nginx', text: 'upstream timed out (110: Connection timed out) while reading response header from upstream' },
    ...refusedWith(504),
  ],
  paste: 'server.tomcat.max-connections=20000',
  source: ['https://tomcat.apache.org/tomcat-10.1-doc/config/http.html'],
  explains: ['info', 'websocket', 'event-stream'],
  matches(evidence) {
    const { info, handshake, front } = evidence;
    const silent = [info, handshake].every((answer) => answer?.status === undefined && answer?.failure?.kind === 'timeout');
    return front?.status !== undefined && silent;
  },
};
