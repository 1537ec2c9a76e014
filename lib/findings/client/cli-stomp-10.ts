import { SESSION_CLOSED } from '../common-symptoms';
import type { Finding } from '../finding';

/** The client speaks STOMP 1.0, and sends no heartbeats. */
export const cliStomp10: Finding = {
  code: 'CLI-STOMP-10',
  hop: 'client',
  title: 'the client speaks STOMP 1.0, in which it sends no heartbeats',
  cause:
    'webstomp-client offers v10.stomp first, and Spring agrees to the first protocol that it knows. Heartbeats are negotiated all the ' +
    'same, and the client never sends any.',
  why: 'An idle client is closed after three missed heartbeats with an ERROR frame "Session closed." and 1002, after each reconnect again.',
  cure: "Offer the newest version alone: protocols: ['v12.stomp'], or use @stomp/stompjs",
  symptoms: [...SESSION_CLOSED],
  paste: "const client = webstomp.client(url, { protocols: ['v12.stomp'] });",
  source: ['https://stomp.github.io/stomp-specification-1.1.html#Heart-beating', 'https://github.com/JSteunou/webstomp-client#options'],
  explains: ['stomp'],
  refutedBy: ['lives in silence'],
  matches({ stomp }) {
    return stomp?.command === 'CONNECTED' && stomp.version === '1.0';
  },
};
