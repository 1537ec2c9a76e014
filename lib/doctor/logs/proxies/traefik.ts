import type { LogLine } from '../log-line';

/** Reads a request that Traefik logged as JSON, by the names of its documentation; durations are nanoseconds. */
export function traefikObject(object: Readonly<Record<string, unknown>>): LogLine | undefined {
  const { RequestMethod: method, RequestPath: path, DownstreamStatus: status, OriginStatus: origin, Duration: duration } = object;
  if (typeof method !== 'string' || typeof path !== 'string' || typeof status !== 'number') {
    return undefined;
  }
  const text = (name: string) => (typeof object[name] === 'string' ? object[name] : undefined);
  const upgrade = text('request_Upgrade');
  return {
    kind: 'Traefik access log',
    by: 'traefik',
    message: '',
    when: text('StartUTC') ?? text('time'),
    request: {
      client: text('ClientHost'),
      agent: text('request_User-Agent'),
      method,
      path,
      status,
      bytes: typeof object.DownstreamContentSize === 'number' ? object.DownstreamContentSize : undefined,
      seconds: typeof duration === 'number' ? duration / 1e9 : undefined,
      upstreamStatus: typeof origin === 'number' && origin > 0 ? origin : undefined,
      upgrade: upgrade === undefined ? undefined : upgrade.toLowerCase() === 'websocket',
    },
  };
}
