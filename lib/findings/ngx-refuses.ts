import type { Finding } from './finding';
import { answeredBy } from './outside-signatures';

/** Nginx answers itself instead of passing the request on. */
export const ngxRefuses: Finding = {
  code: 'NGX-REFUSES',
  hop: 'nginx',
  title: 'nginx answers itself instead of passing the request on',
  cause: 'A directive of its own applies to this path: deny, auth_basic, limit_except, return, or a static location.',
  why: 'The answer is a page of nginx\'s; the application sees nothing.',
  cure: 'Look up which location takes this path: nginx -T shows all of them',
  paste: 'location ^~ /ws-stomp { proxy_pass http://127.0.0.1:8080; }',
  source: ['https://nginx.org/en/docs/http/ngx_http_core_module.html#location'],
  explains: ['info', 'websocket', 'event-stream'],
  symptom: true,
  matches(evidence) {
    return answeredBy(evidence, ['nginx'], (status) => status >= 400 && ![502, 504].includes(status));
  },
};
