import { NO_ANSWER } from '../common-symptoms';
import type { Finding } from '../finding';

/** Nginx expects the PROXY protocol from something that does not send it. */
export const ngxProxyProtocol: Finding = {
  code: 'NGX-PROXY-PROTOCOL',
  hop: 'nginx',
  title: 'nginx expects the PROXY protocol, and what connects to it does not send it',
  cause:
    'The listen directive has proxy_protocol. A Classic or Network Load Balancer can send that header; an Application Load Balancer ' +
    'never does, nor does a client.',
  why: 'nginx closes every connection without an answer, health checks too; the access log has no line of it.',
  cure: 'Remove proxy_protocol from the listen directive, and take the client address from X-Forwarded-For',
  symptoms: [
    { seen: 'nginx', text: 'broken header: "<request>' },
    { seen: 'nginx', text: '" while reading PROXY protocol, client: <address>' },
    ...NO_ANSWER,
  ],
  paste: ['listen 80;', 'set_real_ip_from 10.0.0.0/8;', 'real_ip_header X-Forwarded-For;'].join('\n'),
  source: [
    'https://nginx.org/en/docs/http/ngx_http_core_module.html#listen',
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html',
  ],
  explains: ['info', 'websocket', 'event-stream'],
  refutedBy: ['http'],
  matches({ handshake, afterProxyLine }) {
    // 400 is what an HTTP server answers that takes the line for a request
    return handshake?.status === undefined && ![undefined, 400].includes(afterProxyLine?.status);
  },
};
