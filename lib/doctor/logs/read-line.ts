import { accessLine, accessObject } from './access-line';
import type { LogLine } from './log-line';
import { nginxErrorLine } from './nginx-error-line';
import { springLine, unquoted } from './spring-line';

/** What journald and containers put before a line: "Nov 23 05:36:41 host nginx[3660]: ", "chat-1  | ". */
const JOURNAL = /^(?:([A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d)|(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\S{0,14})) \S{1,80} [\w.@-]{1,80}(?:\[\d+\])?: /;
const COMPOSE = /^[\w.-]{1,60} {1,20}\| /;
const CONTAINER = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+\S{1,6}) (?:stdout|stderr) [FP] /;

/** Understands one line by its content alone, so that kinds may be mixed in one file. */
export function readLine(raw: string): LogLine {
  const plain = raw.includes('\x1b[') ? raw.replace(/\x1b\[[\d;]*m/g, '') : raw;
  const wrapped = JOURNAL.exec(plain) ?? CONTAINER.exec(plain) ?? COMPOSE.exec(plain);
  const text = wrapped ? plain.slice(wrapped[0].length) : plain;
  const line = text.startsWith('{') ? objectLine(text) : undefined;
  const read = line ?? nginxErrorLine(text) ?? springLine(text) ?? accessLine(text) ?? { kind: 'text', message: text };
  const when = read.when ?? wrapped?.[1] ?? wrapped?.[2];
  return when === read.when ? read : { ...read, when };
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
  const request = accessObject(object);
  if (message === undefined || request) {
    return request;
  }
  const trace = string(object, 'stack_trace', 'full_message', 'error.stack_trace') ?? string(nested(object, 'error'), 'stack_trace');
  const first = trace === undefined ? undefined : springLine(trace.split('\n')[0])?.message;
  return { kind: 'Spring log', message: [springLine(message)?.message ?? unquoted(message), ...(first === undefined ? [] : [first])].join('\n'), when: string(object, '@timestamp', 'timestamp', 'time') };
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
