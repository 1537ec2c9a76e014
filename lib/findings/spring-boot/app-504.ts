import { AFTER_INFO, sockJsAnswered } from '../sockjs-requests';
import { AH00898, infoAnswered, refusedWith } from '../common-symptoms';
import type { Finding } from '../finding';
import { isOverdue } from '../who/who';

/** The application accepts connections but does not answer. */
export const app504: Finding = {
  code: 'APP-504',
  hop: 'spring-boot',
  title: 'the application accepts connections but does not answer',
  cause: 'All its connections or threads are in use (above server.tomcat.max-connections Tomcat logs nothing), or it hangs.',
  why: 'The proxy answers every request with 504 after its timeout.',
  cure: 'Raise server.tomcat.max-connections above the expected number of sockets, or take a thread dump',
  symptoms: [
    ...sockJsAnswered(AFTER_INFO, 504),
    ...infoAnswered(504),
    ...refusedWith(504),
    { seen: 'nginx', text: 'upstream timed out (110: Connection timed out) while reading response header from upstream' },
    { seen: 'proxy', text: '(70007)The timeout specified has expired: <client>AH01102: error reading status line' },
    { seen: 'proxy', text: AH00898 },
    { seen: 'answer', text: 'upstream request timeout' },
    { seen: 'answer', text: "The server didn't respond in time." },
  ],
  source: ['https://tomcat.apache.org/tomcat-10.1-doc/config/http.html'],
  explains: ['info', 'websocket', 'event-stream'],
  refutedBy: ['refused by the application'],
  alsoCures: ['TOMCAT-FULL'],
  matches(evidence) {
    const { info, handshake } = evidence;
    return isOverdue(info) || isOverdue(handshake);
  },
};
