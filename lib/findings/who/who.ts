import type { HttpAnswer } from '../../probes/http-answer';
import type { Hop } from '../../chain/hops';
import type { Evidence } from '../evidence';
import { closedAtOnce } from '../signatures';
import { RECOGNISERS } from './recognisers';
import { isProxy, type Answerer, type Edge, type Proxy } from './software';
import { serverOf } from './servers';

/** Words of Spring's own, whichever server it runs on. */
const SPRING =
  /Can "Upgrade" only to "WebSocket"|"Connection" must be "upgrade"|Invalid CORS request|^Welcome to SockJS!|Whitelabel Error Page/;

/** Who made this answer, as opposed to who passed it on. */
export function whoAnswered(answer: HttpAnswer | undefined): Answerer {
  if (!answer) {
    return 'unknown';
  }
  const [who] = RECOGNISERS.find(([, { writes }]) => writes?.(answer)) ?? [];
  if (who) {
    return who;
  }
  const isEmpty = answer.body === '' && [400, 401, 403, 404, 405, 426].includes(answer.status ?? 0);
  return isEmpty || SPRING.test(answer.body) || serverOf(answer) !== undefined ? 'spring' : 'unknown';
}

/** Those on the way that this answer shows, whoever made it. */
export function seenOnTheWay(answer: HttpAnswer | undefined): readonly (Proxy | Edge)[] {
  return answer ? RECOGNISERS.filter(([, { writes, passes }]) => writes?.(answer) || passes?.(answer)).map(([who]) => who) : [];
}

/** An edge that this answer came through, whoever made it. */
export function isVia(answer: HttpAnswer | undefined, edge: 'cloudfront' | 'cloudflare'): boolean {
  return seenOnTheWay(answer).includes(edge);
}

/** With which status each proxy says by itself that nothing answers behind it. */
const NOTHING_BEHIND: Partial<Record<Answerer, readonly number[]>> = {
  nginx: [502],
  openresty: [502],
  httpd: [502, 503],
  caddy: [502],
  haproxy: [502, 503],
  envoy: [503],
  traefik: [502, 503],
  vite: [502],
  'http-proxy-middleware': [502, 504],
};

/** A proxy of the chain's owner answered by itself, because it reached no application. */
export function findsNoApplication(answer: HttpAnswer | undefined): boolean {
  return NOTHING_BEHIND[whoAnswered(answer)]?.includes(answer?.status ?? 0) === true;
}

/** A proxy of the chain's owner answered by itself, because the application let it wait. */
export function isOverdue(answer: HttpAnswer | undefined): boolean {
  return answer?.status === 504 && isProxy(whoAnswered(answer)) && !findsNoApplication(answer);
}

/** Something was answered in HTTP. */
export function answersHttp({ info, handshake, eventStream }: Evidence): boolean {
  return [info, handshake, eventStream].some((answer) => answer?.status !== undefined);
}

/** The proxies that show in the answers of a route; empty when none of them says who it is. */
export function proxiesOf(evidence: Evidence): readonly Proxy[] {
  const { info, handshake, stranger, eventStream, xhrStreaming, preflight, otherWay, viteClient } = evidence;
  const isVite = viteClient?.status === 200 && /javascript/.test(viteClient.contentType ?? '');
  const seen = [info, handshake, stranger, eventStream, xhrStreaming, preflight, otherWay?.info].flatMap(seenOnTheWay).filter(isProxy);
  const isDevServer = handshake?.firstFrame?.startsWith('{"type":"hot"') === true;
  const isGateway = closedAtOnce(handshake) && handshake?.failure?.message.startsWith('closed with 1002') === true;
  const all = [
    ...seen,
    ...(isVite ? (['vite'] as const) : []),
    ...(isDevServer ? (['webpack-dev-server'] as const) : []),
    ...(isGateway ? (['gateway-webflux'] as const) : []),
  ];
  // what webpack-dev-server is built of says less than itself
  return [...new Set(all)].filter((who) => who !== 'express' || !all.includes('webpack-dev-server'));
}

/** What the proxy's place in the chain is called, by what shows of it. */
export function proxyHop(evidence: readonly Evidence[]): Hop {
  return evidence.flatMap(proxiesOf).some((who) => who === 'nginx' || who === 'openresty') ? 'nginx' : 'proxy';
}
