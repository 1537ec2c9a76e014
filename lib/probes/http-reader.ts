import { decoded } from './content-coding';

/** One header line. A list, not a map: a header that comes twice is evidence. */
export type Header = readonly [name: string, value: string];

/** Status line and headers of an answer. */
export interface Head {
  readonly version: string;
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly Header[];
}

/** All headers together may take this much; an Application Load Balancer allows as much. */
export const MAX_HEAD_BYTES = 64 * 1024;

/** As much of one line is kept; no cookie and no address that browsers take is longer. */
const MAX_VALUE = 8192;

/** The first value of a header, whatever its case. */
export function header(headers: readonly Header[], name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

/** Every value of a header. */
export function headerValues(headers: readonly Header[], name: string): string[] {
  return headers.filter(([key]) => key.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
}

/** Reads one HTTP/1 answer from bytes that come in any portions, never more than it was allowed to. */
export class HttpReader {
  /** Status line and headers, once complete. */
  public head?: Head;
  /** Set when the bytes are not an HTTP/1 answer or too many; nothing is read any more. */
  public trouble?: { readonly kind: 'not-http' | 'too-large'; readonly message: string };
  /** The body is complete, by its length or by its last chunk. */
  public complete = false;
  /** More body came than was allowed. */
  public truncated = false;

  private pending: Buffer = Buffer.alloc(0);
  private body: Buffer[] = [];
  private size = 0;
  private left = 0;
  private mode: 'length' | 'chunked' | 'until-close' = 'until-close';

  constructor(private readonly maxBytes: number) {}

  /** The body so far, without its Content-Encoding: compressed, a stream is there as soon as a browser could read it. */
  get text(): string {
    return decoded(Buffer.concat(this.body), header(this.head?.headers ?? [], 'content-encoding')).toString('utf8');
  }

  /** Whether any of the body has come, readable or not. */
  get hasBody(): boolean {
    return this.size > 0;
  }

  /** Bytes after an answer without a body: the first WebSocket frames. */
  get rest(): Buffer {
    return this.pending;
  }

  /** Takes the next bytes. */
  push(bytes: Buffer): void {
    if (this.trouble || this.complete) {
      return;
    }
    this.pending = this.pending.length === 0 ? bytes : Buffer.concat([this.pending, bytes]);
    if (!this.head) {
      this.readHead();
    }
    if (this.head && !this.complete && !this.trouble) {
      this.readBody();
    }
  }

  private readHead(): void {
    const end = this.pending.indexOf('\r\n\r\n');
    if (end > MAX_HEAD_BYTES || (end < 0 && this.pending.length > MAX_HEAD_BYTES)) {
      this.trouble = { kind: 'too-large', message: `more than ${MAX_HEAD_BYTES} bytes of headers` };
      return;
    }
    const start = this.pending.subarray(0, 9).toString('latin1');
    if (!'HTTP/1.0 '.startsWith(start) && !'HTTP/1.1 '.startsWith(start)) {
      this.trouble = {
        kind: 'not-http',
        message: `not an HTTP/1 answer: ${JSON.stringify(this.pending.subarray(0, 40).toString('latin1'))}`,
      };
      return;
    }
    if (end < 0) {
      return;
    }
    const [statusLine, ...lines] = this.pending.subarray(0, end).toString('latin1').split('\r\n');
    const match = /^HTTP\/(1\.[01]) (\d{3})(?: (.*))?$/.exec(statusLine);
    if (!match) {
      this.trouble = { kind: 'not-http', message: `not a status line: ${JSON.stringify(statusLine.slice(0, 60))}` };
      return;
    }
    this.pending = this.pending.subarray(end + 4);
    const headers = lines.map((line): Header => {
      const colon = line.indexOf(':');
      return colon < 0
        ? [line, '']
        : [
            line.slice(0, colon).trim(),
            line
              .slice(colon + 1)
              .trim()
              .slice(0, MAX_VALUE),
          ];
    });
    const status = Number(match[2]);
    if (status >= 100 && status < 200 && status !== 101) {
      this.readHead();
      return;
    }
    this.head = { version: match[1], status, reason: match[3] ?? '', headers };
    this.chooseMode(status, headers);
  }

  private chooseMode(status: number, headers: readonly Header[]): void {
    const length = header(headers, 'content-length');
    if (status === 101 || status === 204 || status === 304) {
      this.complete = true;
    } else if (/\bchunked\b/i.test(header(headers, 'transfer-encoding') ?? '')) {
      this.mode = 'chunked';
    } else if (length !== undefined && /^\d+$/.test(length)) {
      this.mode = 'length';
      this.left = Number(length);
      this.complete = this.left === 0;
    }
  }

  private readBody(): void {
    if (this.mode === 'chunked') {
      this.readChunks();
      return;
    }
    const bytes = this.mode === 'length' ? this.pending.subarray(0, this.left) : this.pending;
    this.left -= bytes.length;
    this.pending = Buffer.alloc(0);
    this.keep(bytes);
    this.complete ||= this.mode === 'length' && this.left === 0;
  }

  private readChunks(): void {
    while (!this.complete && !this.truncated) {
      if (this.left > 0) {
        const bytes = this.pending.subarray(0, this.left);
        this.keep(bytes);
        this.left -= bytes.length;
        this.pending = this.pending.subarray(bytes.length);
        if (this.left > 0) {
          return;
        }
      }
      const line = /^(?:\r\n)?([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r\n/.exec(this.pending.subarray(0, 256).toString('latin1'));
      if (!line) {
        if (this.pending.length >= 256) {
          this.trouble = { kind: 'not-http', message: 'not a chunk of an HTTP/1.1 body' };
        }
        return;
      }
      this.pending = this.pending.subarray(line[0].length);
      this.left = parseInt(line[1], 16);
      this.complete = this.left === 0;
    }
  }

  private keep(bytes: Buffer): void {
    const room = this.maxBytes - this.size;
    this.truncated ||= bytes.length > room;
    this.body.push(Buffer.from(bytes.subarray(0, Math.max(0, room))));
    this.size += bytes.length;
  }
}
