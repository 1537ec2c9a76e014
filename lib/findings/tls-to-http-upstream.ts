import { refusedWith } from './common-symptoms';
import type { Finding } from './finding';
import { addressesOf, targetsOf } from '../nginx/upstream';
import { advice, carriesSockets } from './in-configuration';

/** Nginx and the application do not both speak TLS. */
export const tlsToHttpUpstream: Finding = {
  code: 'TLS-TO-HTTP-UPSTREAM',
  hop: 'nginx',
  title: 'one side speaks TLS to the application, and the other does not expect it',
  cause: 'proxy_pass https:// to a port that speaks plain HTTP, or http:// to one that speaks TLS.',
  why: 'Every request is answered 502, with "wrong version number" in nginx\'s log; or 400 "The plain HTTP request was sent to HTTPS port".',
  cure: 'Write the scheme that the application\'s port speaks',
  symptoms: [
    { seen: 'nginx', text: 'SSL_do_handshake() failed (SSL: error:<code>wrong version number) while SSL handshaking to upstream' },
    { seen: 'answer', text: 'The plain HTTP request was sent to HTTPS port' },
    ...refusedWith(502),
  ],
  paste: 'proxy_pass http://127.0.0.1:8080;',
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_pass'],
  explains: ['info', 'websocket'],
  matches(evidence) {
    return [evidence.info, evidence.handshake].some((answer) => answer?.status === 400 && /plain HTTP request was sent to HTTPS port|requires TLS/.test(answer.body));
  },
  matchesConfig(route) {
    const ports = targetsOf(route.location).flatMap((target) =>
      addressesOf(target).map(({ directive }) => ({ target, port: target.port ?? Number(/:(\d+)$/.exec(directive.args[0] ?? '')?.[1] ?? 0) })),
    );
    const odd = ports.find(({ target: { scheme }, port }) => (scheme === 'https' ? port === 80 || port === 8080 : port === 443 || port === 8443));
    return carriesSockets(route) && odd ? advice(odd.target.directive, `${odd.target.scheme}:// to port ${odd.port}, which usually speaks the other`) : undefined;
  },
};
