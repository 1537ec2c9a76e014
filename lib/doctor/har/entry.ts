import { printable } from '../printable';
import { redactLine } from '../logs/redact-line';

/** One request of a HAR, as far as a diagnosis needs it: what browsers write differently is one here. */
export interface HarEntry {
  /** Milliseconds since 1970; 0 when it is not told. */
  readonly at: number;
  readonly ms?: number;
  readonly method: string;
  readonly url: URL;
  readonly requestHeaders: Headers;
  readonly isWebSocket: boolean;
  /** Absent when there was none, or the browser keeps it to itself. */
  readonly status?: number;
  readonly headers: Headers;
  /** The body's beginning; absent when it was not kept, which is not the same as empty. */
  readonly body?: string;
  /** In the browser's words. */
  readonly failure?: string;
  readonly waitMs?: number;
  readonly messages: readonly { readonly sent: boolean; readonly at: number; readonly data: string }[];
}

/** Names in lower case, values in order. */
export type Headers = ReadonlyMap<string, readonly string[]>;

const MAX_BODY = 4000;
const MAX_MESSAGES = 200;

/** Reads one entry; undefined when it is none. Browsers differ in what is missing and how a failure is told. */
export function harEntry(value: unknown): HarEntry | undefined {
  const entry = object(value);
  const [request, response] = [object(entry.request), object(entry.response)];
  const url = parsedUrl(text(request.url));
  if (!url) {
    return undefined;
  }
  const content = object(response.content);
  const status = number(response.status);
  const said = text(response._failureText) ?? text(response._error) ?? text(entry._error);
  const failure = said && printable(redactLine(said.slice(0, 300)));
  const told = /Unexpected response code: (\d{3})/.exec(failure ?? '')?.[1];
  const toldStatus = told === undefined ? undefined : Number(told);
  const requestHeaders = headersOf(request.headers);
  return {
    at: Date.parse(text(entry.startedDateTime) ?? '') || 0,
    ms: positive(number(entry.time)),
    method: text(request.method) ?? 'GET',
    url,
    requestHeaders,
    isWebSocket:
      /^wss?:$/.test(url.protocol) ||
      text(entry._resourceType) === 'websocket' ||
      /websocket/i.test(requestHeaders.get('upgrade')?.[0] ?? ''),
    status: status !== undefined && status >= 100 ? status : toldStatus,
    headers: headersOf(response.headers),
    body: bodyOf(content),
    failure:
      failure ??
      (positive(number(object(entry.timings).blocked)) !== undefined && (status ?? 0) < 100 ? 'blocked by the browser' : undefined),
    waitMs: positive(number(object(entry.timings).wait)),
    messages: list(entry._webSocketMessages)
      .slice(0, MAX_MESSAGES)
      .map((each) => {
        const message = object(each);
        const at = number(message.time) ?? 0;
        return { sent: text(message.type) === 'send', at: at > 1e11 ? at : at * 1000, data: (text(message.data) ?? '').slice(0, MAX_BODY) };
      }),
  };
}

function bodyOf(content: Readonly<Record<string, unknown>>): string | undefined {
  const kept = text(content.text);
  if (kept === undefined) {
    return number(content.size) === 0 ? '' : undefined;
  }
  return (text(content.encoding) === 'base64' ? Buffer.from(kept.slice(0, 2 * MAX_BODY), 'base64').toString() : kept).slice(0, MAX_BODY);
}

function headersOf(value: unknown): Headers {
  const headers = new Map<string, string[]>();
  for (const each of list(value).slice(0, 200)) {
    const { name, value: said } = object(each);
    const key = text(name)?.toLowerCase() ?? '';
    headers.set(key, [...(headers.get(key) ?? []), ...(text(said) ?? '').split('\n')]);
  }
  return headers;
}

function parsedUrl(url: string | undefined): URL | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url) : undefined;
}

function object(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined;
}
