import { HIDDEN_BY_CORS, refusedWith } from './common-symptoms';
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
  symptoms: [
    ...refusedWith(504),
    { seen: 'nginx', text: 'upstream timed out (110: Connection timed out) while reading response header from upstream' },
    ...HIDDEN_BY_CORS,
  ],
  source: ['https://tomcat.apache.org/tomcat-10.1-doc/config/http.html'],
  explains: ['info', 'websocket', 'event-stream'],
  matches(evidence) {
    const { info, handshake } = evidence;
    return isNginxPage(info, 504) || isNginxPage(handshake, 504);
  },
};
