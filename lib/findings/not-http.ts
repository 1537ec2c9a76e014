import type { Finding } from './finding';

/** What answers is no HTTP/1.1. */
export const notHttp: Finding = {
  code: 'NOT-HTTP',
  hop: 'load-balancer',
  title: 'what answers is no HTTP/1.1',
  cause: 'Another service listens there, or the answer is endless or malformed.',
  why: 'Browsers say ERR_INVALID_HTTP_RESPONSE.',
  cure: 'Correct the port in the URL, or what listens there',
  symptoms: [
    { seen: 'client', text: 'net::ERR_INVALID_HTTP_RESPONSE' },
  ],
  source: ['https://www.rfc-editor.org/rfc/rfc9112'],
  explains: ['info', 'websocket', 'event-stream'],
  matches(evidence) {
    return [evidence.info, evidence.handshake, evidence.eventStream].some((answer) => answer?.failure?.kind === 'not-http' || answer?.failure?.kind === 'too-large');
  },
};
