import { NO_ANSWER, NOT_OPENED } from '../common-symptoms';
import type { Finding } from '../finding';

/** Connections open, but no answer comes. */
export const noAnswer: Finding = {
  code: 'NO-ANSWER',
  hop: 'load-balancer',
  title: 'connections open, but no answer comes',
  cause: 'The server accepts connections and then does not answer, or closes them.',
  why: 'Browsers wait, or say ERR_EMPTY_RESPONSE.',
  cure: 'Look at the server on this port: its log, its CPU load, its open files',
  symptoms: [
    { seen: 'client', text: 'net::ERR_EMPTY_RESPONSE' },
    { seen: 'client', text: 'timed out during opening handshake' },
    ...NO_ANSWER,
    ...NOT_OPENED,
  ],
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html'],
  explains: ['info', 'websocket', 'event-stream'],
  refutedBy: ['http'],
  secondary: true,
  matches(evidence) {
    const { info, handshake, reach, direct } = evidence;
    const asked = [info, handshake].filter((answer) => answer !== undefined);
    // What answers when it is asked directly is not what keeps silent here.
    return (
      reach !== undefined &&
      direct?.handshake?.status === undefined &&
      reach.addresses.some(({ connected }) => connected) &&
      asked.length > 0 &&
      asked.every(({ status, failure }) => status === undefined && ['timeout', 'closed', 'reset'].includes(failure?.kind ?? ''))
    );
  },
};
