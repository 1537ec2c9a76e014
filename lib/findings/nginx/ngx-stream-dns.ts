import type { Finding } from '../finding';
import { advice } from '../in-configuration';

/** A broker's name keeps nginx from starting. */
export const ngxStreamDns: Finding = {
  code: 'NGX-STREAM-DNS',
  hop: 'nginx',
  title: "the broker's name stops all of nginx where it is not found, and is looked up once only",
  cause: 'nginx looks names of an upstream up when it starts or is reloaded, and ends with [emerg] where one has no address.',
  why: "While the broker's name is gone no nginx starts, the side of HTTP included; a broker that has moved is not found again.",
  cure: 'Set a resolver and pass to a variable, or write addresses; from nginx 1.27.3 on the parameter "resolve" of the server',
  paste: [
    'resolver 169.254.169.253 valid=5s;',
    'map $server_port $broker { default b-1.mq.example.com:61614; }',
    'server { listen 127.0.0.1:61613; proxy_pass $broker; }',
  ].join('\n'),
  source: ['https://nginx.org/en/docs/stream/ngx_stream_proxy_module.html#proxy_pass'],
  explains: ['nginx-config'],
  severity: 'notice',
  matchesStream(server) {
    const named = server.looksUp;
    return named && server.isStomp ? advice(named, `${named.args[0]} is looked up when nginx starts`) : undefined;
  },
};
