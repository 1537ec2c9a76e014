import type { Finding } from './finding';

/** Connections open, and no answer comes. */
export const noAnswer: Finding = {
  code: 'NO-ANSWER',
  hop: 'load-balancer',
  title: 'connections open, and no answer comes',
  cause: 'What listens there accepts connections and does not answer, or drops them.',
  why: 'Browsers wait, or say ERR_EMPTY_RESPONSE.',
  cure: 'Look at what listens there: its log, its processor, its open files',
  symptoms: [
    { seen: 'client', text: 'net::ERR_EMPTY_RESPONSE' },
  ],
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html'],
  explains: ['info', 'websocket', 'event-stream'],
  symptom: true,
  matches(evidence) {
    const { info, handshake, reach, direct } = evidence;
    const asked = [info, handshake].filter((answer) => answer !== undefined);
    // What answers when it is asked directly is not what keeps silent here.
    return reach !== undefined && direct?.handshake?.status === undefined && reach.addresses.some(({ connected }) => connected) && asked.length > 0 && asked.every(({ status, failure }) => status === undefined && ['timeout', 'closed', 'reset'].includes(failure?.kind ?? ''));
  },
};
