import type { Finding } from './finding';
import { advice, carriesSockets } from './in-configuration';

/** Nginx and Spring both answer CORS. */
export const ngxCorsDup: Finding = {
  code: 'NGX-CORS-DUP',
  hop: 'nginx',
  title: 'nginx and Spring both answer CORS',
  cause: 'add_header Access-Control-Allow-Origin in nginx, and Spring\'s own.',
  why: 'Browsers say "contains multiple values" and SockJS closes with 1002; the WebSocket alone is not affected.',
  cure: 'Remove add_header Access-Control-* from nginx: Spring answers',
  symptoms: [
    { seen: 'client', text: 'The \'Access-Control-Allow-Origin\' header contains multiple values \'<origins>\', but only one is allowed' },
  ],
  source: ['org.springframework.web.socket.sockjs.support.AbstractSockJsService'],
  explains: ['info'],
  matches(evidence) {
    const { info } = evidence;
    return (info?.allowOrigin.length ?? 0) > 1;
  },
  matchesConfig(route) {
    const { location } = route;
    const added = location.all('add_header').find(({ args }) => args[0]?.toLowerCase() === 'access-control-allow-origin');
    const hides = location.all('proxy_hide_header').some(({ args }) => args[0]?.toLowerCase() === 'access-control-allow-origin');
    if (!carriesSockets(route) || !added || hides || added.args[1] === '*') {
      return undefined;
    }
    return advice(added, 'Spring adds Access-Control-Allow-Origin too, unless setSuppressCors(true) forbids it', [{ remove: added }]);
  },
};
