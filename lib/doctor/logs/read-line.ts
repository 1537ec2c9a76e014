import { consoleRequest } from '../../findings/console-request';
import { inChromesWords } from '../../findings/refused-handshake';
import { accessLine, accessObject } from './access-line';
import { streamLine } from './broker-connections';
import { loadBalancerLine } from './load-balancer-line';
import type { LogLine } from './log-line';
import { nginxErrorLine } from './nginx-error-line';
import { caddyObject } from './proxies/caddy';
import { cloudFrontLine } from './proxies/cloudfront';
import { envoyLine, envoyObject } from './proxies/envoy';
import { haproxyLine } from './proxies/haproxy';
import { httpdErrorLine } from './proxies/httpd';
import { traefikObject } from './proxies/traefik';
import { springLine, unquoted } from './spring-line';
import { unwrapped } from './unwrapped';

/** Every format that is a line, the more telling ones first. */
const READERS: readonly ((text: string) => LogLine | undefined)[] = [
  nginxErrorLine,
  httpdErrorLine,
  streamLine,
  springAccessLine,
  javaLine,
  loadBalancerLine,
  cloudFrontLine,
  haproxyLine,
  envoyLine,
  accessLine,
];

/** Understands one line by its content alone, so that kinds may be mixed in one file. */
export function readLine(raw: string): LogLine {
  const plain = raw.includes('\x1b[') ? raw.replace(/\x1b\[[\d;]*m/g, '') : raw;
  const { text, when: wrapped } = unwrapped(plain);
  const read = (text.startsWith('{') ? objectLine(text) : formattedLine(text)) ?? { kind: 'text', message: consoleRequest(text) };
  const when = read.when ?? wrapped;
  return when === read.when ? read : { ...read, when };
}

function formattedLine(text: string): LogLine | undefined {
  for (const reader of READERS) {
    const line = reader(text);
    if (line) return line;
  }
  return undefined;
}

/** A line of an application, which may be a WebSocket client as well. */
function javaLine(text: string): LogLine | undefined {
  const line = springLine(text);
  return line && { ...line, message: inChromesWords(line.message, true) };
}

/** Reactor Netty writes its access log through the application's. */
function springAccessLine(text: string): LogLine | undefined {
  return / \S*access_?log\S* +(?::|-) /i.test(text) ? accessLine(springLine(text)?.message ?? '') : undefined;
}

/** A line that is a JSON object: an access log, structured logging of Spring Boot, journald or a container's runtime. */
function objectLine(text: string): LogLine | undefined {
  const object = parsed(text);
  if (object === undefined) {
    return undefined;
  }
  const inner = string(object, 'MESSAGE', 'log');
  if (inner !== undefined) {
    const read = readLine(inner.trimEnd().slice(0, text.length));
    return { ...read, when: read.when ?? string(object, '__REALTIME_TIMESTAMP', 'time') };
  }
  const message = string(object, 'message', 'short_message', 'msg');
  const request = caddyObject(object) ?? envoyObject(object) ?? traefikObject(object) ?? accessObject(object);
  if (message === undefined || request) {
    return request;
  }
  const trace = string(object, 'stack_trace', 'full_message', 'error.stack_trace') ?? string(nested(object, 'error'), 'stack_trace');
  const first = trace === undefined ? undefined : springLine(trace.split('\n')[0])?.message;
  return {
    kind: 'Spring log',
    message: [springLine(message)?.message ?? unquoted(message), ...(first === undefined ? [] : [first])].join('\n'),
    when: string(object, '@timestamp', 'timestamp', 'time'),
    isError: /^(?:ERROR|FATAL)$/.test(string(object, 'level', 'log.level') ?? string(nested(object, 'log'), 'level') ?? ''),
  };
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function string(object: Readonly<Record<string, unknown>> | undefined, ...names: readonly string[]): string | undefined {
  return names.map((name) => object?.[name]).find((value): value is string => typeof value === 'string');
}

function nested(object: Readonly<Record<string, unknown>>, name: string): Readonly<Record<string, unknown>> | undefined {
  const value = object[name];
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
}
