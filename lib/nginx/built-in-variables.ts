/** Whether a variable comes with nginx, or is named by a rule of its modules; others must be defined in the configuration. */
export function isBuiltIn(name: string): boolean {
  const key = name.toLowerCase();
  return PREFIXES.some((prefix) => key.startsWith(prefix)) || NAMES.has(key) || /^\d+$/.test(key);
}

const PREFIXES = [
  'http_',
  'sent_http_',
  'sent_trailer_',
  'upstream_',
  'arg_',
  'cookie_',
  'ssl_',
  'proxy_',
  'fastcgi_',
  'geoip',
  'jwt_',
  'tcpinfo_',
  'realip_',
  'limit_',
  'request',
  'otel_',
  'memcached_',
  'spdy',
  'secure_link',
  'slice_',
  'session_',
  'date_',
  'gzip_',
  'uid_',
  'invalid_',
  'ancient_',
  'modern_',
  'quic',
];

const NAMES: ReadonlySet<string> = new Set(
  (
    'args binary_remote_addr body_bytes_sent bytes_received bytes_sent connection ' +
    'connections_active connections_reading connections_waiting connections_writing ' +
    'content_length content_type document_root document_uri host hostname http2 http3 ' +
    'https is_args is_request_port msec msie nginx_version pid pipe port protocol ' +
    'protocol_error query_string realpath_root remote_addr remote_port remote_user ' +
    'scheme server_addr server_name server_port server_protocol slow_rate status ' +
    'time_iso8601 time_local uri connection_requests connection_time'
  ).split(' '),
);
