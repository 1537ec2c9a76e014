import { CONNECTION_LOST, HIDDEN_BY_CORS, refusedWith } from './common-symptoms';
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
  symptoms: [
    ...refusedWith(502),
    { seen: 'nginx', text: 'connect() failed (111: Connection refused) while connecting to upstream' },
    { seen: 'nginx', text: 'no live upstreams while connecting to upstream' },
    { seen: 'nginx', text: 'upstream prematurely closed connection while reading response header from upstream' },
    { seen: 'nginx', text: 'recv() failed (104: Connection reset by peer) while reading response header from upstream' },
    ...CONNECTION_LOST,
    ...HIDDEN_BY_CORS,
  ],
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html'],
  explains: ['info', 'websocket', 'event-stream'],
  matches(evidence) {
    const { info, handshake } = evidence;
    return isNginxPage(info, 502) || isNginxPage(handshake, 502);
  },
};
