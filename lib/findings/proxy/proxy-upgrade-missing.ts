import { CONNECTION_LOST, refusedWith } from '../common-symptoms';
import { curedBy } from '../cures';
import type { Evidence } from '../evidence';
import type { Finding } from '../finding';
import { whoAnswered } from '../who/who';
import { missesConnection, missesUpgrade } from '../handshake-refusals';
import { isRewritten } from '../signatures';
import { serverOf } from '../who/servers';
import { passes } from '../outside-signatures';
import { arrivals, carriesSockets, passOf, problem, upgradeWants } from '../in-configuration';
import { ngxInherit } from '../nginx/ngx-inherit';

/** The proxy drops the Upgrade header, so no WebSocket opens. */
export const proxyUpgradeMissing: Finding = {
  code: 'PROXY-UPGRADE-MISSING',
  hop: 'proxy',
  title: 'the proxy drops the Upgrade header, so no WebSocket opens',
  cause:
    'Upgrade and Connection are hop-by-hop headers: nginx, httpd and Envoy forward them only where told to, some gateways ' +
    'and the HTTP listeners of a Classic Load Balancer never.',
  why: 'The handshake is answered 400 Can "Upgrade" only to "WebSocket"., by WebFlux without a reason; SockJS tries its other transports.',
  ...curedBy('Let every proxy before the application forward Upgrade and Connection', {
    nginx: {
      cure: 'Set `proxy_set_header` Upgrade and Connection in the location itself: one with a proxy_set_header of its own inherits none',
      paste: [
        "map $http_upgrade $websocket_upgrade { ~*^websocket$ websocket; default ''; }",
        "map $websocket_upgrade $websocket_connection { websocket upgrade; default ''; }",
        '# in the location:',
        'proxy_http_version 1.1;',
        'proxy_set_header Upgrade $websocket_upgrade;',
        'proxy_set_header Connection $websocket_connection;',
      ].join('\n'),
    },
    httpd: {
      cure: 'Give the ProxyPass of the route upgrade=websocket (2.4.47 and newer), and put it above that of /: the first match wins',
      paste: 'ProxyPass /ws-stomp http://127.0.0.1:8080/ws-stomp upgrade=websocket',
    },
    envoy: { cure: 'Add to the HttpConnectionManager', paste: 'upgrade_configs: [{ upgrade_type: websocket }]' },
    'gateway-mvc': {
      cure: 'It forwards no WebSocket: use spring-cloud-starter-gateway-server-webflux, or lead the route past the gateway',
    },
  }),
  symptoms: [
    ...refusedWith(400, 404, 405, 426, 200),
    { seen: 'spring', text: 'Handshake failed due to invalid Upgrade header: null' },
    { seen: 'answer', text: 'Can "Upgrade" only to "WebSocket".' },
    ...CONNECTION_LOST,
  ],
  source: ['https://nginx.org/en/docs/http/websocket.html', 'https://github.com/websockets/ws/issues/780'],
  explains: ['websocket', 'stomp', 'message', 'gate'],
  before: ['NGX-CONN-ONLY-MISSING'],
  refutedBy: ['101', 'frame', 'refused before the proxy', 'same when direct'],
  alsoCures: ['NGX-HTTP10', 'NGX-CONN-ONLY-MISSING', 'NGX-INHERIT', 'NGX-HTTP2-UPSTREAM'],
  onHost: true,
  matches(evidence) {
    const { proof, handshake } = evidence;
    // Behind Cloudflare its own switch is the first suspect, until the origin itself says the same.
    if (passes(evidence, 'cloudflare') && evidence.direct?.handshake?.status !== 400) {
      return false;
    }
    if (isRefusedByEnvoy(evidence) || isTakenForAGet(evidence)) {
      return true;
    }
    return [handshake, proof, evidence.origins?.behind].some(missesUpgrade);
  },
  matchesConfig(route, configuration) {
    if (
      !carriesSockets(route) ||
      arrivals(route, configuration).upgrade !== 'lost' ||
      ngxInherit.matchesConfig?.(route, configuration)?.severity === 'problem'
    ) {
      return undefined;
    }
    const [header] = route.location.headers('Upgrade');
    const detail = header
      ? `"${header.args.join(' ')}" is not websocket when a browser asks for it`
      : `${route.location.title} sets no Upgrade header`;
    return problem(header ?? passOf(route), detail, upgradeWants(route, configuration));
  },
};

/**
 * A handshake without its Upgrade is a GET, and answered as one: only SockJS always says what it misses. The application itself
 * answers the handshake with 101, and whoever answered here got the path and is no page of files.
 */
function isTakenForAGet(evidence: Evidence): boolean {
  const { direct, handshake, info } = evidence;
  const { status = 0, contentType = '' } = handshake ?? {};
  return (
    direct?.handshake?.status === 101 &&
    info?.isInfo !== true &&
    [200, 400, 404, 405, 426].includes(status) &&
    ['spring', 'unknown'].includes(whoAnswered(handshake)) &&
    !(status === 200 && /text\/html/.test(contentType)) &&
    !(status === 400 && serverOf(handshake) === 'tomcat') &&
    !missesConnection(handshake) &&
    !isRewritten(evidence)
  );
}

/** Envoy refuses upgrades that it was not told of with 403, and hands everything else on. */
function isRefusedByEnvoy({ handshake, info, eventStream, otherWay }: Evidence): boolean {
  const isOwn = handshake?.status === 403 && whoAnswered(handshake) === 'envoy';
  return isOwn && [info, eventStream, otherWay?.info].some((answer) => answer?.status !== undefined && whoAnswered(answer) !== 'envoy');
}
