import { NO_ANSWER, NOT_OPENED } from '../common-symptoms';
import type { Finding } from '../finding';

/** Nginx does not answer. */
export const ngxNotAnswering: Finding = {
  code: 'NGX-NOT-ANSWERING',
  hop: 'nginx',
  title: 'nginx does not answer',
  cause: 'It is not running, listens on another port, or has no connections left.',
  why: 'Clients see a closed connection or a timeout without a status.',
  cure: 'Run `systemctl status websocket-nginx`; another process may use its port',
  symptoms: [...NO_ANSWER, ...NOT_OPENED],
  source: ['https://nginx.org/en/docs/ngx_core_module.html#worker_connections'],
  explains: ['info', 'websocket'],
  refutedBy: ['http'],
  outside: '--direct <application>',
  secondary: true,
  onHost: true,
  matches(evidence) {
    const { handshake, direct } = evidence;
    return handshake?.failure !== undefined && handshake.status === undefined && direct?.handshake?.status !== undefined;
  },
};
