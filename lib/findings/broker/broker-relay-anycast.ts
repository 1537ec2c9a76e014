import type { Evidence } from '../evidence';
import type { Finding } from '../finding';

/** A queue of Artemis is a topic. */
export const brokerRelayAnycast: Finding = {
  code: 'BROKER-RELAY-ANYCAST',
  hop: 'broker',
  title: 'a destination below /queue is a topic in Artemis: each consumer gets every message',
  cause: 'Artemis takes /queue/x for the name of an address, which is multicast unless the acceptor has anycastPrefix=/queue/.',
  why: 'Work that one consumer should do is done by all of them.',
  cure: 'Set anycastPrefix=/queue/ and multicastPrefix=/topic/ on the acceptor of Artemis',
  symptoms: [{ seen: 'user', text: 'every consumer of a queue in Artemis gets every message' }],
  paste: '<acceptor name="stomp">tcp://0.0.0.0:61613?protocols=STOMP;anycastPrefix=/queue/;multicastPrefix=/topic/</acceptor>',
  source: ['https://artemis.apache.org/components/artemis/documentation/latest/stomp.html'],
  explains: ['between-hosts'],
  outside: false,
  severity: 'notice',
  before: ['BROKER-COPIES'],
  matches: ({ betweenHosts }: Evidence) =>
    betweenHosts !== undefined &&
    betweenHosts.echo.receive.startsWith('/queue/') &&
    betweenHosts.ways.length > 1 &&
    betweenHosts.ways.every(({ messages, copies }) => messages === betweenHosts.sent && copies === 1),
};
