import { SESSION_CLOSED } from '../common-symptoms';
import type { Finding } from '../finding';

/** A background tab sends its STOMP heartbeats too late. */
export const cliTabThrottle: Finding = {
  code: 'CLI-TAB-THROTTLE',
  hop: 'client',
  title: 'a background tab sends its STOMP heartbeats too late',
  cause:
    'Browsers run the timers of hidden tabs once a minute; ' +
    "Spring's broker closes a session that was silent for three times the agreed interval.",
  why: 'After minutes in the background: an ERROR frame "Session closed.", then close code 1002, and the client reconnects.',
  cure:
    'Send heartbeats from a worker: heartbeatStrategy worker (@stomp/stompjs 7.1), ' +
    'or an interval of 60 s and more; always handle reconnects',
  symptoms: [...SESSION_CLOSED, { seen: 'close', text: '1002' }],
  paste: 'const client = new Client({ heartbeatStrategy: TickerStrategy.Worker, heartbeatOutgoing: 20000, heartbeatIncoming: 20000 });',
  source: ['https://github.com/stomp-js/stompjs/issues/335', 'https://developer.chrome.com/blog/timer-throttling-in-chrome-88'],
  explains: ['stomp', 'message'],
  refutedBy: ['lives in silence'],
};
