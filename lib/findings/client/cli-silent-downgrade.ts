import type { Finding } from '../finding';

/** It works, but only over the fallbacks of SockJS. */
export const cliSilentDowngrade: Finding = {
  code: 'CLI-SILENT-DOWNGRADE',
  hop: 'client',
  title: 'it works, but only over the fallbacks of SockJS',
  cause: 'SockJS hides a failed WebSocket and continues with streaming or polling.',
  why: 'It is slower, makes more requests, and shows no error.',
  cure: 'Cure the WebSocket; in the client report a transport other than websocket',
  source: ['https://github.com/sockjs/sockjs-client#supported-transports-by-browser-html-served-from-http-or-https'],
  explains: ['message'],
  refutedBy: ['runs over websocket'],
  secondary: true,
  matches(evidence) {
    const { route, info, message, client } = evidence;
    const transport = message?.transport ?? client?.transport;
    return route?.kind === 'sockjs' && transport !== undefined && transport !== 'websocket' && info?.websocket !== false;
  },
};
