import type { Finding } from './finding';
import { isNginxPage } from './signatures';

/** The application takes connections but does not answer. */
export const ngx504: Finding = {
  code: 'NGX-504',
  hop: 'spring-boot',
  title: 'the application takes connections but does not answer',
  cause: 'All its connections or threads are taken (Tomcat hangs without a log line above server.tomcat.max-connections), or it is stuck.',
  why: 'Every request is answered 504 by nginx after its read time-out.',
  cure: 'Raise server.tomcat.max-connections above the sockets that are expected, or take a thread dump',
  source: ['https://tomcat.apache.org/tomcat-10.1-doc/config/http.html'],
  explains: ['info', 'websocket', 'event-stream'],
  matches(evidence) {
    const { info, handshake } = evidence;
    return isNginxPage(info, 504) || isNginxPage(handshake, 504);
  },
};
