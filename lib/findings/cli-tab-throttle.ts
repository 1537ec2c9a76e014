import type { Finding } from './finding';

/** A background tab is too slow for its STOMP heartbeats. */
export const cliTabThrottle: Finding = {
  code: 'CLI-TAB-THROTTLE',
  hop: 'client',
  title: 'a background tab is too slow for its STOMP heartbeats',
  cause: 'Browsers run the timers of hidden tabs once a minute; Spring\'s broker drops a client that was silent for three times the agreed interval.',
  why: 'After minutes in the background: an ERROR frame, Session closed., then close 1002, and the client reconnects.',
  cure: 'Let a worker beat: heartbeatStrategy worker (@stomp/stompjs 7.1), or a client interval of 60 s and more; always handle reconnects',
  symptoms: [
    { seen: 'frame', text: 'message:Session closed.' },
    { seen: 'close', text: '1002' },
  ],
  paste: 'const client = new Client({ heartbeatStrategy: TickerStrategy.Worker, heartbeatOutgoing: 20000, heartbeatIncoming: 20000 });',
  source: ['https://github.com/stomp-js/stompjs/issues/335', 'https://developer.chrome.com/blog/timer-throttling-in-chrome-88'],
  explains: ['stomp', 'message'],
};
