import type { Finding } from './finding';
import { isNginxPage } from './signatures';

/** Nginx itself answers 404 for a part of the route. */
export const ngxLocationPrefix: Finding = {
  code: 'NGX-LOCATION-PREFIX',
  hop: 'nginx',
  title: 'nginx itself answers 404 for a part of the route',
  cause: 'The location matches only some of the paths that SockJS uses: = or a regular expression, or a regular expression for static files catches them first.',
  why: 'The base path works, /info or the socket does not.',
  cure: 'Use one prefix location for the whole route: location ^~ /ws { ... }',
  source: ['https://nginx.org/en/docs/http/ngx_http_core_module.html#location'],
  explains: ['info', 'websocket'],
  matches(evidence) {
    const { info, handshake } = evidence;
    return isNginxPage(info, 404) || isNginxPage(handshake, 404);
  },
};
