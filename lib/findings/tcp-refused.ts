import type { Finding } from './finding';

/** Nothing listens on this port. */
export const tcpRefused: Finding = {
  code: 'TCP-REFUSED',
  hop: 'tcp',
  title: 'nothing listens on this port',
  cause: 'The address answers, and refuses: the server does not run, or listens on another port or address.',
  why: 'Browsers say ERR_CONNECTION_REFUSED at once.',
  cure: 'Start what should listen there, or correct the port in the URL or the address in DNS',
  symptoms: [
    { seen: 'client', text: 'net::ERR_CONNECTION_REFUSED' },
  ],
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/create-listener.html'],
  explains: ['tcp', 'tls', 'info', 'websocket'],
  matches(evidence) {
    const told = evidence.reach?.addresses.filter(({ noWay }) => !noWay) ?? [];
    return told.length > 0 && told.every(({ connected }) => !connected) && told.every(({ failure }) => failure?.kind !== 'timeout');
  },
};
