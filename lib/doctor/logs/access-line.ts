import type { LogLine, LoggedRequest } from './log-line';

const REQUEST = /"(GET|POST|HEAD|OPTIONS|PUT|PATCH|DELETE|CONNECT) ([^\s"]+) HTTP\/[\d.]+"/;
const QUOTED = /"[^"]*"/g;
const TIME = /\[(\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})\]|^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S{0,12})/;

/** What Traefik adds to the combined format: a count, router, server, and milliseconds. */
const TRAEFIK = / \d+ "[^"]*" "[^"]*" (\d+)ms$/;

/** Reads a line of an access log of nginx or others: the combined format, and others whose fields can be told from each other. */
export function accessLine(text: string): LogLine | undefined {
  const found = REQUEST.exec(text);
  if (!found) {
    return undefined;
  }
  const [quoted, method, path] = found;
  const before = text.slice(0, found.index);
  const rest = text.slice(found.index + quoted.length);
  const after = rest.replace(QUOTED, '""');
  // A referer or an agent may hold anything, so fields are looked for outside of quotes.
  const fields = `${before.replace(QUOTED, '""')} ${after}`;
  const [, status, bytes] = /^ (\d{3}) (\d+|-)/.exec(after) ?? /(?:^|[\s=])([1-5]\d{2})(?=\s)(?:\s(\d+)\s)?/.exec(fields) ?? [];
  if (status === undefined) {
    return undefined;
  }
  const [, clf, iso] = TIME.exec(text) ?? [];
  const [, traefikMs] = TRAEFIK.exec(rest) ?? [];
  return {
    kind: 'access log',
    by: traefikMs === undefined ? undefined : 'traefik',
    message: text,
    when: clf ?? iso,
    request: {
      client: /^([0-9a-fA-F.:]{3,45})[ ,]/.exec(text)?.[1],
      agent: lastQuoted(rest),
      method,
      path,
      status: Number(status),
      bytes: numberOf(bytes),
      seconds: traefikMs === undefined ? secondsIn(fields, after) : Number(traefikMs) / 1000,
      upstreamStatus: lastStatus(/\b(?:up|upstream_status|us)[=:]\s?([\d, :-]+)/.exec(fields)?.[1]),
    },
  };
}

/** Reads an access log whose lines are JSON, by the names that nginx's variables have or that are usual. */
export function accessObject(line: Readonly<Record<string, unknown>>): LogLine | undefined {
  const text = (...names: readonly string[]) =>
    names
      .map((name) => line[name])
      .find((value): value is string | number => typeof value === 'string' || typeof value === 'number')
      ?.toString();
  const status = text('status', 'http_status', 'response_code');
  const [, method, path] = /^([A-Z]+) (\S+)/.exec(text('request') ?? '') ?? [];
  const asked = path ?? text('request_uri', 'uri', 'path', 'url');
  if (asked === undefined || status === undefined || !/^[1-5]\d\d$/.test(status)) {
    return undefined;
  }
  const upgrade = text('upgrade', 'http_upgrade');
  const request: LoggedRequest = {
    client: text('remote_addr', 'client', 'client_ip', 'remote_ip'),
    agent: text('http_user_agent', 'agent', 'user_agent'),
    method: method ?? text('method', 'request_method') ?? 'GET',
    path: asked,
    status: Number(status),
    bytes: numberOf(text('body_bytes_sent')),
    seconds: numberOf(text('request_time', 'seconds', 'rt')),
    upstreamStatus: lastStatus(text('upstream_status')),
    upgrade: upgrade === undefined ? undefined : upgrade.toLowerCase() === 'websocket',
  };
  return { kind: 'access log', message: '', when: text('time_iso8601', 'time', 'time_local', '@timestamp', 'timestamp'), request };
}

function secondsIn(fields: string, after: string): number | undefined {
  return numberOf(/\b(?:rt|request_time)[=:]\s?(\d+\.\d+)/.exec(fields)?.[1] ?? /\s(\d+\.\d{3})(?:\s|$)/.exec(after)?.[1]);
}

function lastQuoted(text: string): string | undefined {
  const end = text.lastIndexOf('"');
  return end > 0 ? text.slice(text.lastIndexOf('"', end - 1) + 1, end) : undefined;
}

function numberOf(text: string | undefined): number | undefined {
  const value = Number(text);
  return text === undefined || text === '' || Number.isNaN(value) ? undefined : value;
}

/** nginx names the status of every try: "502, 204". */
function lastStatus(text: string | undefined): number | undefined {
  return numberOf(/(\d{3})\D*$/.exec(text ?? '')?.[1]);
}
