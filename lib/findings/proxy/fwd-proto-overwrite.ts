import { infoAnswered, refusedWith } from '../common-symptoms';
import { curedBy } from '../cures';
import type { Finding } from '../finding';
import { believes, isGatewaysForwarded, lostScheme } from '../signatures';
import { overwritten } from '../overwritten';

/** The proxy overwrites the load balancer's X-Forwarded-Proto. */
export const fwdProtoOverwrite: Finding = {
  code: 'FWD-PROTO-OVERWRITE',
  hop: 'proxy',
  title: "the proxy overwrites the load balancer's X-Forwarded-Proto",
  cause: 'It sets X-Forwarded-Proto behind a load balancer that terminates TLS, and its own scheme is http; Caddy always does by default.',
  why: "Spring takes http:// for its own scheme and refuses the page's https:// with 403; redirects go to http://.",
  ...curedBy("Let the proxy forward the load balancer's X-Forwarded-Proto", {
    nginx: { cure: "Remove the line: nginx then forwards the load balancer's header" },
    caddy: {
      cure: 'Trust the addresses of the load balancer',
      paste: ['reverse_proxy 127.0.0.1:8080 {', '  trusted_proxies 10.0.0.0/8', '}'].join('\n'),
    },
    httpd: { cure: 'Remove RequestHeader set X-Forwarded-Proto' },
    'gateway-webflux': {
      cure: 'Trust the addresses of the load balancer, and send no Forwarded, which Spring prefers and which has the own scheme',
      paste: [
        "spring.cloud.gateway.server.webflux.trusted-proxies: '10\\..*'",
        'spring.cloud.gateway.server.webflux.forwarded.enabled: false',
      ].join('\n'),
    },
  }),
  symptoms: [...infoAnswered(403), ...refusedWith(403), { seen: 'answer', text: 'Invalid CORS request' }],
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html', 'https://github.com/spring-projects/spring-framework/issues/24541'],
  explains: ['info', 'websocket'],
  alsoCures: ['SPR-CLOSED-AT-ONCE'],
  before: ['FWD-PORT-OVERWRITE'],
  refutedBy: ['plain http', 'refused by a proxy', 'refused before the proxy', 'refused without origin'],
  matches(evidence) {
    const { direct, origin, origins } = evidence;
    if (isGatewaysForwarded(evidence)) {
      return true;
    }
    if (believes(evidence, 'scheme')) {
      return false; // nobody overwrites it
    }
    if (believes(evidence, 'forwarded')) {
      return lostScheme(evidence) && !origins?.accepted.some((accepted) => accepted.startsWith('wss:'));
    }
    if (direct?.handshake !== undefined) {
      return lostScheme(evidence) && direct.handshake.status === 101;
    }
    // The port of TLS beside the scheme of nginx: only somebody who rewrote the one and kept the other says so.
    const { hostname } = new URL(origin ?? 'http://localhost');
    return (
      lostScheme(evidence) &&
      origins?.accepted.includes(`http://${hostname}:443`) === true &&
      !origins.accepted.includes(`http://${hostname}`)
    );
  },
  matchesConfig(route, configuration) {
    const [header] = route.location.headers('X-Forwarded-Proto').filter(({ args }) => args[1] === '$scheme' || args[1] === 'http');
    const fixed = header?.args[1] === 'http';
    return overwritten(route, configuration, {
      header,
      isWrong: ({ ssl }) => fixed || !ssl,
      detail: (at) => (fixed ? 'the application gets http' : `on ${at} this server listens without TLS, so $scheme is http`),
    });
  },
};
