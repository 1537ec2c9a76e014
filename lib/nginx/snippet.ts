import { HEALTH_PATH } from '../chain/conventions';
import type { Directive } from './directives';
import { PROXY_INCLUDE, STREAM_INCLUDE } from './locations';
import { NginxSyntaxError, parse } from './parse';
import { hasToken } from './render';

/** The block of ours that the text goes into. */
export type SnippetContext = 'http' | 'server' | 'location';

/**
 * Reads a consumer's own directives for one of our blocks. Because they are read here and printed again, they cannot leave that block,
 * whatever the text is.
 *
 * Refuses, with the line and what to write instead: what nginx does not allow in that block, files that a rehearsal does not have,
 * names that are taken, and what would silently have no effect on our locations or take theirs away. In blocks of the consumer's own (a
 * `location`, a `server` on the loopback address) nearly everything is allowed. What is not known here passes, nginx judges it.
 */
export function parseSnippet(text: string, context: SnippetContext, prop: string): Directive[] {
  const lines = text.split('\n');
  const fail = (line: number, problem: string, instead: string): never => {
    const source = lines[line - 1]?.trim() ?? '';
    throw new Error(`${prop}, line ${line}${source && `, "${shorten(source)}"`}: ${problem}; ${instead}`);
  };
  const odd = lines.findIndex((line) => hasToken(line) || /\0|\p{Surrogate}/u.test(line));
  if (odd >= 0 && hasToken(lines[odd]!)) fail(odd + 1, 'the value is known only on AWS', 'write a value that is known now');
  if (odd >= 0) fail(odd + 1, 'a NUL character or half of a surrogate pair cannot be written to a file', 'write the line without it');

  const directives = readOrFail(text, prop, fail);
  check(directives, { context, ours: true }, (d, { problem, instead }) => fail(d.line!, `"${d.name}" ${problem}`, instead));
  return directives;
}

interface Refusal {
  readonly problem: string;
  readonly instead: string;
}

/** Where a directive stands: in which kind of block, and whether that block is ours or the consumer's. */
interface Place {
  readonly context: SnippetContext;
  readonly ours: boolean;
  /** Below an `if`. */
  readonly conditional?: boolean;
}

function readOrFail(text: string, prop: string, fail: (line: number, problem: string, instead: string) => never): Directive[] {
  try {
    return parse(text, prop);
  } catch (error) {
    if (!(error instanceof NginxSyntaxError)) throw error;
    return fail(error.line, error.reason, 'end every directive with ";" or give it its own "{" and "}", and close every quote');
  }
}

function check(directives: readonly Directive[], place: Place | undefined, refuse: (d: Directive, refusal: Refusal) => never): void {
  const paths = new Set<string>();
  for (const d of directives) {
    const refusal = includes(d, place) ?? (place && judge(d, place, paths));
    if (refusal) refuse(d, refusal);
    check(d.block ?? [], inside(d, place), refuse);
  }
}

function judge(d: Directive, place: Place, paths: Set<string>): Refusal | undefined {
  return wrongContext(d, place) ?? takenName(d) ?? takenPath(d, place, paths) ?? openServer(d, place) ?? voids(d, place);
}

/** Blocks such as `map` or `types` hold data, not directives; there is no place to judge them by. */
function inside(d: Directive, place: Place | undefined): Place | undefined {
  if (d.name === 'server' || d.name === 'location') return place && { context: d.name, ours: false };
  if (d.name === 'if') return place && { ...place, conditional: true };
  return d.name === 'limit_except' ? place : undefined;
}

/** Ours are there, and are the way to Spring Boot for a location of the consumer's own. */
function includes(d: Directive, place: Place | undefined): Refusal | undefined {
  const ownLocation = place?.context === 'location' && !place.ours;
  if (d.name !== 'include' || (ownLocation && (d.args[0] === PROXY_INCLUDE || d.args[0] === STREAM_INCLUDE))) return undefined;
  return {
    problem: 'names a file that neither the host nor a rehearsal has',
    instead: `write its directives here (a location of your own may include ${PROXY_INCLUDE} and ${STREAM_INCLUDE})`,
  };
}

function wrongContext(d: Directive, { context, ours }: Place): Refusal | undefined {
  const allowed = CONTEXTS.get(d.name);
  if (!allowed || allowed.includes(context)) return undefined;
  const problem = `is not allowed in the context ${context}`;
  if (allowed === 'main') return { problem, instead: 'leave it out, what stands outside of http is set by the construct' };
  if (allowed === 'server') return { problem, instead: 'leave it out, every listener belongs to the construct' };
  return { problem, instead: `write it ${ours ? 'with the directives for' : 'in'} the context ${allowed}` };
}

/** Which block nginx allows a directive in, for those that it does not allow in all three. Source: nginx's command tables. */
export const CONTEXTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    main:
      'user pid daemon master_process worker_processes worker_priority worker_cpu_affinity worker_rlimit_nofile worker_rlimit_core ' +
      'worker_shutdown_timeout working_directory load_module env lock_file pcre_jit ssl_engine thread_pool timer_resolution debug_points ' +
      'events http stream mail worker_connections multi_accept accept_mutex accept_mutex_delay debug_connection',
    http:
      'server upstream map map_hash_max_size map_hash_bucket_size geo split_clients log_format limit_req_zone limit_conn_zone ' +
      'proxy_cache_path fastcgi_cache_path server_names_hash_max_size server_names_hash_bucket_size ' +
      'variables_hash_max_size variables_hash_bucket_size',
    server: 'listen server_name',
    'http or server':
      'client_header_buffer_size client_header_timeout connection_pool_size ignore_invalid_headers large_client_header_buffers merge_slashes ' +
      'request_pool_size underscores_in_headers ssl_certificate ssl_certificate_key ssl_ciphers ssl_protocols ssl_session_cache',
    'server or location': 'location if return rewrite set break try_files',
    location:
      'proxy_pass fastcgi_pass uwsgi_pass scgi_pass grpc_pass memcached_pass alias internal limit_except empty_gif',
  }).flatMap(([contexts, names]) => names.split(' ').map((name) => [name, contexts] as const)),
);

/** nginx lets a later `map` or `set` replace an earlier variable without a word; it reads the names without regard to case. */
function takenName(d: Directive): Refusal | undefined {
  const name = (/^(map|geo|split_clients)$/.test(d.name) ? d.args.at(-1) : d.args[0])?.toLowerCase() ?? '';
  if (!TAKEN.get(d.name)?.includes(name)) return undefined;
  return { problem: `takes the name "${name}", which the construct uses`, instead: 'choose another name' };
}

const VARIABLES = ['$websocket_upgrade', '$websocket_connection', '$spring', '$spring_source'];
const TAKEN: ReadonlyMap<string, readonly string[]> = new Map([
  ...['map', 'geo', 'split_clients', 'set', 'auth_request_set'].map((name) => [name, VARIABLES] as const),
  ['upstream', ['spring_boot', 'agent']],
  ['log_format', ['websocket']],
]);

/** Two locations of one path are refused by nginx, which does not count `^~`; regular expressions may repeat. */
function takenPath(d: Directive, { ours }: Place, paths: Set<string>): Refusal | undefined {
  const path = d.args.join(' ').replace(/^\^~ ?/, '').replace(/^= ?/, '= ');
  if (d.name !== 'location' || path.startsWith('~')) return undefined;
  const instead = 'choose another path';
  if (ours && path.replace('= ', '') === HEALTH_PATH) {
    return { problem: `takes ${HEALTH_PATH}, the load balancer's health check, away`, instead };
  }
  if (paths.has(path)) return { problem: `repeats the path ${path}`, instead };
  paths.add(path);
  return undefined;
}

/** A server of the consumer's own must not meet the load balancer's requests; nothing else reaches the host anyway. */
function openServer(d: Directive, { context }: Place): Refusal | undefined {
  if (context !== 'http' || d.name !== 'server') return undefined;
  const listens = (d.block ?? []).filter(({ name }) => name === 'listen');
  const loopback = listens.every(({ args }) => /^(127\.0\.0\.1:|localhost:|\[::1\]:|unix:)/.test(args[0] ?? ''));
  if (listens.length > 0 && loopback) return undefined;
  const instead = 'give it a loopback address and a port, such as "listen 127.0.0.1:9090;"';
  return { problem: 'could answer the requests of the load balancer', instead };
}

/** What our block sets itself, or what would keep requests from Spring Boot. */
function voids(d: Directive, place: Place): Refusal | undefined {
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
  return /^(host|upgrade|connection|forwarded|x-real-ip|x-forwarded-(for|proto|port|host|prefix|ssl))$/i.test(header)
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
    names: ['proxy_http_version', 'proxy_buffer_size', 'proxy_buffers', 'proxy_connect_timeout', 'proxy_socket_keepalive', 'proxy_bind', 'proxy_request_buffering'],
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
      ...['client_body_temp_path', 'proxy_temp_path', 'fastcgi_temp_path', 'uwsgi_temp_path', 'scgi_temp_path', 'server_tokens', 'absolute_redirect'],
      ...['client_max_body_size', 'client_body_timeout', 'large_client_header_buffers', 'request_pool_size', 'connection_pool_size', 'keepalive_requests'],
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
    names: ['real_ip_header', 'set_real_ip_from', 'real_ip_recursive'],
    contexts: EVERYWHERE,
    problem: 'would change whom we take for the client, and only the VPC is believed',
    instead: 'leave it out, $remote_addr is the client as the load balancer saw it',
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

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}...` : text;
}
