import type { Finding } from '../finding';

/** All clients reconnect at the same moment. */
export const cliDeployHerd: Finding = {
  code: 'CLI-DEPLOY-HERD',
  hop: 'client',
  title: 'all clients reconnect at the same moment',
  cause:
    'A deployment or a reload closes every socket at once, ' +
    'and with a fixed reconnect delay all of them return together, with up to six requests each.',
  why: '503 from a request limit, 502, high CPU load and slow handshakes for seconds after each deployment.',
  cure: 'Use a reconnect delay that grows, with jitter; a rolling deployment; and a worker_shutdown_timeout of minutes',
  symptoms: [{ seen: 'user', text: 'all clients reconnect at the same time' }],
  paste: 'const client = new Client({ reconnectDelay: 1000 + Math.random() * 9000 });',
  source: [
    'https://github.com/stomp-js/stompjs/blob/develop/src/client.ts',
    'https://nginx.org/en/docs/ngx_core_module.html#worker_shutdown_timeout',
  ],
  explains: ['message'],
  refutedBy: ['goes on while deployed'],
  secondary: true,
};
