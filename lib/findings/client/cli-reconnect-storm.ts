import type { Finding } from '../finding';

/** Clients reconnect every few seconds without end. */
export const cliReconnectStorm: Finding = {
  code: 'CLI-RECONNECT-STORM',
  hop: 'client',
  title: 'clients reconnect every few seconds without end',
  cause: 'stompjs reconnects after a fixed 5 s without jitter, and every attempt of SockJS is up to six requests.',
  why: 'Hundreds of requests from an idle page; after a deployment all clients reconnect in the same second.',
  cure: 'Use a reconnect delay that grows, with jitter; stop on ERROR and 401; and cure what makes each attempt fail',
  symptoms: [{ seen: 'client', text: 'STOMP: scheduling reconnection in <n>ms' }],
  paste:
    'const client = new Client({ reconnectDelay: 1000 + Math.random() * 4000, reconnectTimeMode: ' +
    'ReconnectionTimeMode.EXPONENTIAL, maxReconnectDelay: 60000 });',
  source: ['https://github.com/stomp-js/stompjs/blob/develop/src/client.ts'],
  explains: ['message'],
  refutedBy: ['delivered'],
  secondary: true,
};
