import type { Finding } from './finding';

/** Clients gave up before nginx had an answer for them. */
export const ngx499: Finding = {
  code: 'NGX-499',
  hop: 'nginx',
  title: 'clients gave up before nginx had an answer for them',
  cause: 'SockJS gives each transport twice the round-trip time-out (0.6 s on a fast line); what nginx holds back is left then.',
  why: 'Many lines with status 499 in the access log, for xhr_streaming and eventsource.',
  cure: 'Nothing here: cure what holds the streams back (NGX-BUFFER-STALL) and what made SockJS try them',
  symptoms: [
    { seen: 'nginx', text: 'client prematurely closed connection' },
    { seen: 'nginx', text: 'epoll_wait() reported that client prematurely closed connection' },
  ],
  source: ['https://github.com/sockjs/sockjs-client/blob/main/lib/main.js'],
  explains: ['xhr-streaming', 'eventsource'],
  severity: 'notice',
  symptom: true,
};
