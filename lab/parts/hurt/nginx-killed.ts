import { UNITS } from '../../../lib/chain/conventions';
import { same } from '../claims';
import { killed } from './killed';
import type { Fault } from './fault';

/** kill -9 of nginx. */
export const nginxKilled: Fault = {
  id: 'nginx-killed',
  claim: 'nginx is killed: systemd starts it again within seconds, the host stays.',
  how: 'kill -9 of the main process of websocket-nginx.service (systemd ends its workers), while a client asks.',
  parts: ['systemd', 'nginx'],
  run: async (service) => {
    const { evidence, restarts } = await killed(service, UNITS.nginx, 15);
    same('restarts of nginx', restarts, 1);
    return evidence;
  },
};
