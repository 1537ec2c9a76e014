import { NOT_OPENED } from '../common-symptoms';
import type { Finding } from '../finding';

/** Connection refused: nothing listens on this port. */
export const tcpRefused: Finding = {
  code: 'TCP-REFUSED',
  hop: 'tcp',
  title: 'connection refused: nothing listens on this port',
  cause: 'The server does not run, or listens on another port or address.',
  why: 'Browsers say ERR_CONNECTION_REFUSED at once.',
  cure: 'Start the server, or correct the port in the URL or the address in DNS',
  symptoms: [
    { seen: 'client', text: 'net::ERR_CONNECTION_REFUSED' },
    { seen: 'client', text: 'dial tcp <address>: connect: connection refused' },
    { seen: 'client', text: '[Errno 111] Connect call failed' },
    { seen: 'client', text: 'Cannot connect to host <host> [Connect call failed' },
    { seen: 'client', text: 'Failed to connect to /<address>' },
    ...NOT_OPENED,
  ],
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-listener.html'],
  explains: ['tcp', 'tls', 'info', 'websocket'],
  refutedBy: ['every address', 'http'],
  matches(evidence) {
    const told = evidence.reach?.addresses.filter(({ noWay }) => !noWay) ?? [];
    return told.length > 0 && told.every(({ connected }) => !connected) && told.every(({ failure }) => failure?.kind !== 'timeout');
  },
};
