import type { Finding } from './finding';

/** All clients come back at the same moment. */
export const deployHerd: Finding = {
  code: 'DEPLOY-HERD',
  hop: 'client',
  title: 'all clients come back at the same moment',
  cause: 'A deployment or a reload closes every socket at once, and a fixed reconnect delay brings all of them back together, up to six requests each.',
  why: '503 from a request limit, 502, a busy processor and slow handshakes for seconds after each deployment.',
  cure: 'A reconnect delay that grows and varies, a rolling deployment, and worker_shutdown_timeout of minutes',
  symptoms: [
    { seen: 'user', text: 'all clients reconnect at the same time' },
  ],
  paste: 'const client = new Client({ reconnectDelay: 1000 + Math.random() * 9000 });',
  source: ['https://github.com/stomp-js/stompjs/blob/develop/src/client.ts', 'https://nginx.org/en/docs/ngx_core_module.html#worker_shutdown_timeout'],
  explains: ['message'],
  symptom: true,
};
