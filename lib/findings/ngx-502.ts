import type { Finding } from './finding';
import { isNginxPage } from './signatures';

/** Nginx reaches no application. */
export const ngx502: Finding = {
  code: 'NGX-502',
  hop: 'spring-boot',
  title: 'nginx reaches no application',
  cause: 'Nothing listens where nginx sends requests: the application is still starting, has ended, or listens elsewhere.',
  why: 'Every request is answered 502 by nginx.',
  cure: 'Wait until the application listens, and read its log',
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html'],
  explains: ['info', 'websocket', 'event-stream'],
  matches(evidence) {
    const { info, handshake } = evidence;
    return isNginxPage(info, 502) || isNginxPage(handshake, 502);
  },
};
