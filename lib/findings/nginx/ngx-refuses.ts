import type { Finding } from '../finding';
import { answeredBy } from '../outside-signatures';

/** Nginx answers the request itself instead of passing it on. */
export const ngxRefuses: Finding = {
  code: 'NGX-REFUSES',
  hop: 'nginx',
  title: 'nginx answers the request itself instead of passing it on',
  cause: 'A directive in nginx applies to this path: deny, auth_basic, limit_except, return, or a location with static files.',
  why: 'The answer is a page of nginx; the request does not reach the application.',
  cure: 'Find out which location handles this path: nginx -T shows all of them',
  paste: 'location ^~ /ws-stomp { proxy_pass http://127.0.0.1:8080; }',
  source: ['https://nginx.org/en/docs/http/ngx_http_core_module.html#location'],
  explains: ['info', 'websocket', 'event-stream'],
  refutedBy: ['refused by the application'],
  secondary: true,
  matches(evidence) {
    return answeredBy(evidence, ['nginx'], (status) => status >= 400 && ![502, 504].includes(status));
  },
};
