import type { Finding } from './finding';

/** Nginx does not answer. */
export const ngxNotAnswering: Finding = {
  code: 'NGX-NOT-ANSWERING',
  hop: 'nginx',
  title: 'nginx does not answer',
  cause: 'It does not run, listens elsewhere, or has no connections left.',
  why: 'Clients see a closed connection or a time-out without a status.',
  cure: '`systemctl status websocket-nginx`; something else may hold its port',
  symptoms: [
    { seen: 'client', text: 'socket hang up' },
  ],
  source: ['https://nginx.org/en/docs/ngx_core_module.html#worker_connections'],
  explains: ['info', 'websocket'],
  outside: '--direct <application>',
  symptom: true,
  onHost: true,
  matches(evidence) {
    const { handshake, direct } = evidence;
    return handshake?.failure !== undefined && handshake.status === undefined && direct?.handshake?.status !== undefined;
  },
};
