import { CONNECTION_LOST, CUT } from './common-symptoms';
import type { Finding } from './finding';
import { cutOutside, cutWhenIdle } from './outside-signatures';
import { seconds } from '../nginx/effective-location';
import { advice, carriesSockets, passOf, problem } from './in-configuration';

/** Nginx closes sockets that are silent for proxy_read_timeout. */
export const ngxIdle60: Finding = {
  code: 'NGX-IDLE-60',
  hop: 'nginx',
  title: 'nginx closes sockets that are silent for proxy_read_timeout',
  cause: 'It is 60 s unless it is set, and counts both directions. Without heartbeats a quiet socket is cut; nothing is in the error log at its usual level. From outside, a load balancer\'s idle timeout looks the same: `--direct` tells them apart.',
  why: 'Close 1006 after the same time again and again; the access log has a 101 whose time is exactly that.',
  cure: 'Heartbeats both ways, and a time-out that is longer than two of them, in the location',
  symptoms: [
    { seen: 'nginx', text: 'upstream timed out (110: Connection timed out) while proxying upgraded connection' },
    { seen: 'nginx', text: 'client timed out (110: Connection timed out) while proxying upgraded connection' },
    ...CUT,
    ...CONNECTION_LOST,
  ],
  paste: [
    'proxy_read_timeout 3600s;',
    'proxy_send_timeout 3600s;',
  ].join('\n'),
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_read_timeout', 'https://github.com/stomp-js/ng2-stompjs/issues/59'],
  explains: ['websocket', 'stomp', 'message', 'idle'],
  outside: '--idle',
  matches(evidence) {
    return cutWhenIdle(evidence) !== undefined && !cutOutside(evidence);
  },
  matchesConfig(route, { heartbeatSeconds }) {
    const set = route.location.setting('proxy_read_timeout');
    const idle = seconds(set?.args[0] ?? '60s');
    if (!carriesSockets(route) || idle === undefined || (idle > 60 && idle >= 2 * heartbeatSeconds) || (route.incidental && idle >= 60)) {
      return undefined;
    }
    const wants = [{ setting: 'proxy_read_timeout', args: '3600s' }, { setting: 'proxy_send_timeout', args: '3600s' }];
    const detail = `a socket that is silent for ${idle} s is closed${set ? '' : ' (proxy_read_timeout is not set)'}`;
    if (idle < heartbeatSeconds) {
      return (route.incidental ? advice : problem)(set ?? passOf(route), `${detail}, but heartbeats come every ${heartbeatSeconds} s`, wants);
    }
    return advice(set ?? passOf(route), `${detail}: enough with heartbeats of ${Math.floor(idle / 2)} s, too short without`, wants);
  },
};
