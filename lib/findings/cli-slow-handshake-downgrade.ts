import type { Finding } from './finding';

/** The WebSocket opens, but later than a SockJS client waits. */
export const cliSlowHandshakeDowngrade: Finding = {
  code: 'CLI-SLOW-HANDSHAKE-DOWNGRADE',
  hop: 'client',
  title: 'the WebSocket opens, but later than a SockJS client waits',
  cause: 'A SockJS client waits twice its retransmission time, which it computes from a fast /info; a new TLS connection, a cold JVM or a slow interceptor takes longer.',
  why: 'The console says "WebSocket is closed before the connection is established", and the client goes on with xhr-streaming.',
  cure: 'Give the client more time, or make the handshake faster',
  symptoms: [
    { seen: 'client', text: 'WebSocket is closed before the connection is established' },
  ],
  paste: 'const socket = new SockJS(url, null, { timeout: 5000 });',
  source: ['https://github.com/sockjs/sockjs-client/issues/400'],
  explains: ['websocket', 'client'],
  matches(evidence) {
    const { handshake, client } = evidence;
    return handshake?.status === 101 && client?.steps[0].outcome === 'too late';
  },
};
