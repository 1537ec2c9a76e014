import { curedBy } from '../cures';
import type { Finding } from '../finding';

/** The proxy ends streams after a fixed time. */
export const proxyStreamCut: Finding = {
  code: 'PROXY-STREAM-CUT',
  hop: 'proxy',
  title: 'the proxy cuts event streams',
  cause:
    'A timeout for the whole answer (the route timeout of Envoy and Istio is 15 s by default), or for its silence. No WebSocket is cut.',
  why: 'Browsers say net::ERR_INCOMPLETE_CHUNKED_ENCODING after the same time again and again, and EventSource connects anew.',
  ...curedBy('Give the route of the stream no timeout for the whole answer, and send a comment as a heartbeat', {
    nginx: {
      cure: 'Send a comment more often than every 60 s, or raise the timeout in the location',
      paste: 'proxy_read_timeout 3600s;',
    },
    envoy: { cure: 'Switch the timeout of the route off', paste: 'timeout: 0s' },
    httpd: { cure: 'Raise it for the virtual host', paste: 'ProxyTimeout 3600' },
    haproxy: { cure: 'Raise it for the backend', paste: 'timeout server 1h' },
  }),
  symptoms: [
    { seen: 'nginx', text: 'upstream timed out (110: Connection timed out) while reading upstream' },
    { seen: 'proxy', text: '(70007)The timeout specified has expired: <client>AH01110: error reading response' },
    { seen: 'client', text: 'net::ERR_INCOMPLETE_CHUNKED_ENCODING' },
  ],
  source: ['https://www.envoyproxy.io/docs/envoy/latest/faq/configuration/timeouts#route-timeouts'],
  explains: ['idle'],
  refutedBy: ['lasts'],
  outside: '--idle',
  matches({ holdStream }) {
    return holdStream?.opened === true && holdStream.cutAfterMs !== undefined && !holdStream.complete;
  },
};
