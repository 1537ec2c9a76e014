import { infoAnswered, refusedWith, TLS_TO_HTTP } from '../common-symptoms';
import type { Finding } from '../finding';
import { addressesOf, targetsOf } from '../../nginx/upstream';
import { advice, carriesSockets } from '../in-configuration';

/** One side uses TLS between nginx and the application, the other does not. */
export const ngxUpstreamScheme: Finding = {
  code: 'NGX-UPSTREAM-SCHEME',
  hop: 'nginx',
  title: 'one side uses TLS between nginx and the application, the other does not',
  cause: 'proxy_pass https:// to a port that speaks plain HTTP, or http:// to one that speaks TLS.',
  why:
    'Every request is answered 502, with "wrong version number" in nginx\'s log; ' +
    'or 400 "The plain HTTP request was sent to HTTPS port".',
  cure: "Use the scheme in proxy_pass that the application's port speaks",
  symptoms: [
    ...infoAnswered(400, 502),
    { seen: 'nginx', text: 'SSL_do_handshake() failed (SSL: error:<code>wrong version number) while SSL handshaking to upstream' },
    { seen: 'answer', text: 'The plain HTTP request was sent to HTTPS port' },
    ...refusedWith(502),
    ...TLS_TO_HTTP,
  ],
  paste: 'proxy_pass http://127.0.0.1:8080;',
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_pass'],
  explains: ['info', 'websocket'],
  refutedBy: ['101', 'frame', 'same when direct'],
  matches(evidence) {
    return [evidence.info, evidence.handshake].some(
      (answer) => answer?.status === 400 && /plain HTTP request was sent to HTTPS port|requires TLS/.test(answer.body),
    );
  },
  matchesConfig(route) {
    const ports = targetsOf(route.location).flatMap((target) =>
      addressesOf(target).map(({ directive }) => ({
        target,
        port: target.port ?? Number(/:(\d+)$/.exec(directive.args[0] ?? '')?.[1] ?? 0),
      })),
    );
    const odd = ports.find(({ target: { scheme }, port }) =>
      scheme === 'https' ? port === 80 || port === 8080 : port === 443 || port === 8443,
    );
    return carriesSockets(route) && odd
      ? advice(odd.target.directive, `${odd.target.scheme}:// to port ${odd.port}, which usually speaks the other`)
      : undefined;
  },
};
