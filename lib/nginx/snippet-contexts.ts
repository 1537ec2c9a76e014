import type { Directive } from './directives';
import type { Place, Refusal } from './snippet-place';

/** What nginx does not allow in this block. */
export function wrongContext(d: Directive, { context, ours }: Place): Refusal | undefined {
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
      'client_header_buffer_size client_header_timeout connection_pool_size ' +
      'ignore_invalid_headers large_client_header_buffers merge_slashes ' +
      'request_pool_size underscores_in_headers ssl_certificate ssl_certificate_key ssl_ciphers ssl_protocols ssl_session_cache',
    'server or location': 'location if return rewrite set break try_files',
    location: 'proxy_pass fastcgi_pass uwsgi_pass scgi_pass grpc_pass memcached_pass alias internal limit_except empty_gif',
  }).flatMap(([contexts, names]) => names.split(' ').map((name) => [name, contexts] as const)),
);
