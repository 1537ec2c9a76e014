import type { Finding } from './finding';

/** It works, but not over WebSocket. */
export const cliSilentDowngrade: Finding = {
  code: 'CLI-SILENT-DOWNGRADE',
  hop: 'client',
  title: 'it works, but not over WebSocket',
  cause: 'SockJS hides a failed WebSocket and goes on with streaming or polling.',
  why: 'Slower, more requests, and nobody notices.',
  cure: 'Cure the WebSocket; in the client alert on a transport other than websocket',
  symptoms: [
    { seen: 'client', text: 'WebSocket connection to <url> failed' },
  ],
  source: ['https://github.com/sockjs/sockjs-client#supported-transports-by-browser-html-served-from-http-or-https'],
  explains: ['message'],
  symptom: true,
  matches(evidence) {
    const { route, info, message, client } = evidence;
    const transport = message?.transport ?? client?.transport;
    return route?.kind === 'sockjs' && transport !== undefined && transport !== 'websocket' && info?.websocket !== false;
  },
};
