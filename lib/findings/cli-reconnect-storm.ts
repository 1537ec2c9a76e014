import type { Finding } from './finding';

/** Clients reconnect every few seconds, for ever. */
export const cliReconnectStorm: Finding = {
  code: 'CLI-RECONNECT-STORM',
  hop: 'client',
  title: 'clients reconnect every few seconds, for ever',
  cause: 'stompjs reconnects after a fixed 5 s without jitter, and every attempt of SockJS is up to six requests.',
  why: 'Hundreds of requests from an idle page; all clients come back in the same second after a deployment.',
  cure: 'Let the delay grow and vary, stop on ERROR and 401; and cure what breaks each attempt',
  symptoms: [
    { seen: 'client', text: 'STOMP: scheduling reconnection in <n>ms' },
  ],
  paste: 'const client = new Client({ reconnectDelay: 1000 + Math.random() * 4000, reconnectTimeMode: ReconnectionTimeMode.EXPONENTIAL, maxReconnectDelay: 60000 });',
  source: ['https://github.com/stomp-js/stompjs/blob/develop/src/client.ts'],
  explains: ['message'],
  symptom: true,
};
