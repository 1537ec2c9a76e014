import type { Directive } from './directives';
import type { Place, Refusal, SnippetContext } from './snippet-place';

/** What our block sets itself, or what would keep requests from Spring Boot. */
export function voids(d: Directive, place: Place): Refusal | undefined {
  if (!place.ours || (d.name === 'return' && place.conditional)) return undefined;
  if (d.name === 'proxy_set_header') return voidsHeader(d, place);
  return VOIDING.find(({ names, contexts }) => names.includes(d.name) && contexts.includes(place.context));
}

function voidsHeader(d: Directive, { context }: Place): Refusal | undefined {
  if (context !== 'location') {
    const problem = 'has no effect here, because every location of ours sets headers itself';
    return { problem, instead: "write it with a route's own directives" };
  }
  const header = d.args[0] ?? '';
  return /^(host|upgrade|connection|forwarded|x-real-ip|x-request-start|x-forwarded-(for|proto|port|host|prefix|ssl))$/i.test(header)
    ? { problem: `decides about ${header}, which the construct does already`, instead: 'leave it out, or choose a header name of your own' }
    : undefined;
}

interface Voiding extends Refusal {
  readonly names: readonly string[];
  readonly contexts: readonly SnippetContext[];
}

const EVERYWHERE: readonly SnippetContext[] = ['http', 'server', 'location'];

const VOIDING: readonly Voiding[] = [
  {
    names: ['listen', 'server_name'],
    contexts: ['server'],
    problem: 'belongs to the construct, as every listener does',
    instead: 'leave it out',
  },
  {
    names: [
      'proxy_http_version',
      'proxy_buffer_size',
      'proxy_buffers',
      'proxy_connect_timeout',
      'proxy_socket_keepalive',
      'proxy_next_upstream',
      'proxy_bind',
      'proxy_request_buffering',
    ],
    contexts: EVERYWHERE,
    problem: 'is set in every location of ours already',
    instead: 'leave it out, or write it in a location of your own',
  },
  {
    names: ['proxy_buffering', 'gzip'],
    contexts: ['location'],
    problem: 'is off for this route already, because nothing may be held back',
    instead: 'leave it out',
  },
  {
    names: ['proxy_read_timeout', 'proxy_send_timeout'],
    contexts: ['location'],
    problem: 'is set for this route already',
    instead: "write the route's idleTimeout",
  },
  {
    names: [
      ...[
        'client_body_temp_path',
        'proxy_temp_path',
        'fastcgi_temp_path',
        'uwsgi_temp_path',
        'scgi_temp_path',
        'server_tokens',
        'absolute_redirect',
      ],
      ...[
        'client_max_body_size',
        'client_body_timeout',
        'large_client_header_buffers',
        'request_pool_size',
        'connection_pool_size',
        'keepalive_requests',
      ],
    ],
    contexts: ['http'],
    problem: 'is set in the context http already, and nginx takes it once',
    instead: 'leave it out, or write it with the directives for the context server',
  },
  {
    names: ['keepalive_timeout'],
    contexts: EVERYWHERE,
    problem: "is above the load balancer's idle timeout already; below it, clients would see a 502 now and then",
    instead: 'leave it out',
  },
  {
    names: ['real_ip_header', 'set_real_ip_from'],
    contexts: EVERYWHERE,
    problem: 'would change whom we take for the client, and only the VPC is believed',
    instead: 'leave it out, $remote_addr is the client as the load balancer saw it',
  },
  {
    // In the http block it says that the VPC's own addresses are those of proxies, as with a VPC origin of CloudFront.
    names: ['real_ip_recursive'],
    contexts: ['server', 'location'],
    problem: 'would make one part of the host take another client than the rest',
    instead: 'write it with the directives for the context http',
  },
  {
    names: ['proxy_method', 'proxy_set_body', 'proxy_pass_request_headers', 'proxy_pass_request_body', 'proxy_intercept_errors'],
    contexts: EVERYWHERE,
    problem: 'would change what the client and Spring Boot say to each other',
    instead: 'leave it out, or write it in a location of your own',
  },
  {
    names: ['return'],
    contexts: ['server'],
    problem: 'would answer every request, sockets and health checks too',
    instead: 'write it in a location or an if of your own',
  },
  {
    names: [
      ...['proxy_pass', 'fastcgi_pass', 'uwsgi_pass', 'scgi_pass', 'grpc_pass', 'memcached_pass'],
      ...['return', 'try_files', 'internal', 'empty_gif'],
    ],
    contexts: ['location'],
    problem: 'would keep the requests of this route from Spring Boot',
    instead: 'write it in a location of your own, or a return in an if',
  },
];
