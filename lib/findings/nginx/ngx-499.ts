import type { Finding } from '../finding';

/** Clients gave up before nginx answered (status 499). */
export const ngx499: Finding = {
  code: 'NGX-499',
  hop: 'nginx',
  title: 'clients gave up before nginx answered (status 499)',
  cause:
    'SockJS waits for each transport twice the round-trip time of /info (0.6 s on a fast network); ' +
    'a transport that nginx buffers is abandoned then.',
  why: 'Many lines with status 499 in the access log, for xhr_streaming and eventsource.',
  cure: 'Nothing here: cure what buffers the streams (PROXY-BUFFER-STALL) and what made SockJS try them',
  symptoms: [
    { seen: 'nginx', text: 'client prematurely closed connection' },
    { seen: 'nginx', text: 'epoll_wait() reported that client prematurely closed connection' },
  ],
  source: ['https://github.com/sockjs/sockjs-client/blob/main/lib/main.js'],
  explains: ['xhr-streaming', 'eventsource'],
  refutedBy: ['stream'],
  severity: 'notice',
  secondary: true,
};
