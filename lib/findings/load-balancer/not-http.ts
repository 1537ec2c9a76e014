import { NOT_OPENED } from '../common-symptoms';
import type { Finding } from '../finding';
import { findsNoApplication } from '../who/who';

/** The server does not answer in HTTP/1.1. */
export const notHttp: Finding = {
  code: 'NOT-HTTP',
  hop: 'load-balancer',
  title: 'the server does not answer in HTTP/1.1',
  cause: 'Another service listens on this port, or its answer is endless or malformed.',
  why: 'Browsers say ERR_INVALID_HTTP_RESPONSE.',
  cure: 'Correct the port in the URL, or the service that listens there',
  symptoms: [{ seen: 'client', text: 'net::ERR_INVALID_HTTP_RESPONSE' }, ...NOT_OPENED],
  source: ['https://www.rfc-editor.org/rfc/rfc9112'],
  explains: ['info', 'websocket', 'event-stream'],
  refutedBy: ['http'],
  matches(evidence) {
    const answers = [evidence.info, evidence.handshake, evidence.eventStream];
    if (answers.some(findsNoApplication)) {
      return false; // development servers write the same error into a socket
    }
    return answers.some((answer) => answer?.failure?.kind === 'not-http' || answer?.failure?.kind === 'too-large');
  },
};
