import type { Finding } from '../finding';

/** Nginx drops headers with an underscore in their name. */
export const ngxUnderscore: Finding = {
  code: 'NGX-UNDERSCORE',
  hop: 'nginx',
  title: 'nginx drops headers with an underscore in their name',
  cause: 'underscores_in_headers is off by default, and a load balancer may drop such headers too (drop_invalid_header_fields).',
  why: 'The application does not get a token that was sent, and refuses the request; without nginx it works.',
  cure: 'Name the header with hyphens',
  symptoms: [{ seen: 'nginx', text: 'client sent invalid header line' }],
  paste: 'underscores_in_headers on;',
  source: ['https://nginx.org/en/docs/http/ngx_http_core_module.html#underscores_in_headers'],
  explains: ['info', 'websocket'],
  refutedBy: ['same when direct'],
  outside: '--header <login>',
  matches(evidence) {
    const { headerNames, handshake, info } = evidence;
    const refused = [info, handshake].some((answer) => [401, 403].includes(answer?.status ?? 0));
    return refused && (headerNames?.some((name) => name.includes('_')) ?? false);
  },
};
