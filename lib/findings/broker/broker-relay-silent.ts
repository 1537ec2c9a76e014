import type { Finding } from '../finding';
import { HOME } from '../finding';

/** The broker accepts connections and says nothing. */
export const brokerRelaySilent: Finding = {
  code: 'BROKER-RELAY-SILENT',
  hop: 'broker',
  title: 'the broker accepts connections and says nothing',
  cause: 'It hangs (no memory, a full disk, a paused machine), or another server listens on this port, or one of TLS without TLS.',
  why:
    'For up to 30 s messages are sent into nothing without an error, and new clients get no answer; clients without heartbeats are ' +
    'never told.',
  cure: 'Look at memory and disk of the broker and restart it; compare port and tls; have clients send heartbeats',
  symptoms: [
    { seen: 'spring', text: 'TCP connection failure in session <id>: No messages received in <n> ms.' },
    { seen: 'frame', text: 'No messages received in <n> ms.' },
  ],
  source: [`${HOME}/blob/main/docs/relay.md#when-the-broker-is-away`],
  explains: ['stomp', 'gate'],
  alsoCures: ['BROKER-RELAY-DOWN'],
  refutedBy: ['delivered'],
  onHost: true,
};
