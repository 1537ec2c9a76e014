import type { LogLine } from '../log-line';

/** Reads a line of Caddy's log: a request, or an error of its handlers. */
export function caddyObject(object: Readonly<Record<string, unknown>>): LogLine | undefined {
  const { logger, request, status, duration, size, ts, level, msg } = object;
  if (typeof ts !== 'number' || typeof level !== 'string' || typeof msg !== 'string') {
    return undefined;
  }
  const common = { kind: 'Caddy log', by: 'caddy', when: new Date(ts * 1000).toISOString() } as const;
  const { method, uri, client_ip: client, headers } = isObject(request) ? request : {};
  if (!String(logger).startsWith('http.log.access') || typeof uri !== 'string' || typeof status !== 'number') {
    return { ...common, message: msg, isError: level === 'error' };
  }
  const header = (name: string) => (isObject(headers) && Array.isArray(headers[name]) ? String(headers[name][0]) : undefined);
  return {
    ...common,
    message: '',
    request: {
      client: typeof client === 'string' ? client : undefined,
      agent: header('User-Agent'),
      method: String(method),
      path: uri,
      status,
      bytes: typeof size === 'number' ? size : undefined,
      seconds: typeof duration === 'number' ? duration : undefined,
      upgrade: header('Upgrade') === undefined ? undefined : header('Upgrade')?.toLowerCase() === 'websocket',
    },
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
