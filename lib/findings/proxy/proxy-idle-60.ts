import { CONNECTION_LOST, CUT } from '../common-symptoms';
import { curedBy } from '../cures';
import type { Finding } from '../finding';
import { cutOutside, cutWhenIdle } from '../outside-signatures';
import { seconds } from '../../nginx/effective-location';
import { advice, carriesSockets, passOf, problem } from '../in-configuration';

/** The proxy closes sockets that are idle for its timeout. */
export const proxyIdle60: Finding = {
  code: 'PROXY-IDLE-60',
  hop: 'proxy',
  title: 'the proxy closes sockets that are idle for its timeout',
  cause:
    'It is 60 s by default in nginx and httpd, 5 min in Envoy, and timeout server in HAProxy. Quiet sockets are closed. ' +
    "From outside, a load balancer's idle timeout looks the same: `--direct` tells them apart.",
  why: 'Close code 1006 after the same time again and again; the access log has a 101 with exactly that request time.',
  ...curedBy('Use heartbeats in both directions, and in the proxy a timeout that is longer than two heartbeat intervals', {
    nginx: {
      cure: 'Use heartbeats in both directions, and in the location a timeout that is longer than two heartbeat intervals',
      paste: ['proxy_read_timeout 3600s;', 'proxy_send_timeout 3600s;'].join('\n'),
    },
    httpd: {
      cure: 'Give the ProxyPass of the route a timeout, or set ProxyTimeout',
      paste: 'ProxyPass /ws-stomp http://127.0.0.1:8080/ws-stomp upgrade=websocket timeout=3600',
    },
    haproxy: { cure: 'Set a timeout for WebSockets beside those of client and server', paste: 'timeout tunnel 1h' },
    envoy: { cure: 'Set it in the HttpConnectionManager', paste: 'stream_idle_timeout: 3600s' },
  }),
  symptoms: [
    { seen: 'nginx', text: 'upstream timed out (110: Connection timed out) while proxying upgraded connection' },
    { seen: 'nginx', text: 'client timed out (110: Connection timed out) while proxying upgraded connection' },
    ...CUT,
    ...CONNECTION_LOST,
  ],
  source: [
    'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_read_timeout',
    'https://github.com/stomp-js/ng2-stompjs/issues/59',
  ],
  explains: ['websocket', 'stomp', 'message', 'idle'],
  refutedBy: ['lives in silence'],
  // heartbeats keep a socket open everywhere
  alsoCures: ['ALB-IDLE-60'],
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
    const wants = [
      { setting: 'proxy_read_timeout', args: '3600s' },
      { setting: 'proxy_send_timeout', args: '3600s' },
    ];
    const detail = `a socket that is silent for ${idle} s is closed${set ? '' : ' (proxy_read_timeout is not set)'}`;
    if (idle < heartbeatSeconds) {
      return (route.incidental ? advice : problem)(
        set ?? passOf(route),
        `${detail}, but heartbeats come every ${heartbeatSeconds} s`,
        wants,
      );
    }
    return advice(set ?? passOf(route), `${detail}: enough with heartbeats of ${Math.floor(idle / 2)} s, too short without`, wants);
  },
};
