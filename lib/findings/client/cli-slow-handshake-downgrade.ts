import { NOT_OPENED } from '../common-symptoms';
import type { Finding } from '../finding';

/** The WebSocket opens too late for the SockJS client's timeout. */
export const cliSlowHandshakeDowngrade: Finding = {
  code: 'CLI-SLOW-HANDSHAKE-DOWNGRADE',
  hop: 'client',
  title: "the WebSocket opens too late for the SockJS client's timeout",
  cause:
    'The timeout of a SockJS client follows from how fast /info was; a new TLS connection, a cold JVM or a slow interceptor takes longer.',
  why: 'The console says "WebSocket is closed before the connection is established", and the client goes on with xhr-streaming.',
  cure: "Raise the client's timeout (the option `timeout` of SockJS), or make the handshake faster",
  symptoms: [{ seen: 'client', text: 'WebSocket is closed before the connection is established' }, ...NOT_OPENED],
  paste: 'const socket = new SockJS(url, null, { timeout: 5000 });',
  source: ['https://github.com/sockjs/sockjs-client/issues/400'],
  explains: ['websocket', 'client'],
  refutedBy: ['runs over websocket'],
  matches(evidence) {
    const { handshake, client } = evidence;
    return handshake?.status === 101 && client?.steps[0].outcome === 'too late';
  },
};
