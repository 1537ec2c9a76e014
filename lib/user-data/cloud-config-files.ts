import { gunzipSync } from 'fflate';
import { parse } from 'yaml';

/** A file as the host would get it. */
export interface HostFile {
  /** Without a leading slash. */
  readonly path: string;
  readonly content: Buffer;
  readonly mode: number;
}

/** One part of a multipart user data. */
interface Part {
  readonly type: string;
  readonly body: string;
}

/** Takes the files out of a host's user data: the `write_files` of its cloud-config part. */
export function filesOf(userData: string): HostFile[] {
  const config = parts(userData).find(({ type, body }) => type.startsWith('text/cloud-config') || body.startsWith('#cloud-config'));
  if (!config) {
    return [];
  }
  const document = parse(config.body) as { write_files?: Record<string, unknown>[] } | null;
  return (document?.write_files ?? []).map((entry) => ({
    path: String(entry.path).replace(/^\/+/, ''),
    content: decode(String(entry.content ?? ''), String(entry.encoding ?? '')),
    mode: parseInt(String(entry.permissions ?? '0644'), 8),
  }));
}

/** Splits a MIME multipart document; anything else is one part. */
function parts(userData: string): Part[] {
  const boundary = /^content-type:\s*multipart\/[^\n]*boundary="?([^"\r\n;]+)"?/im.exec(userData)?.[1];
  if (boundary === undefined) {
    return [{ type: '', body: userData }];
  }
  const lines = userData.split(/\r?\n/);
  const cuts = lines.flatMap((line, index) => (line === `--${boundary}` || line === `--${boundary}--` ? [index] : []));
  return cuts.slice(0, -1).map((cut, index) => readPart(lines.slice(cut + 1, cuts[index + 1])));
}

function readPart(lines: readonly string[]): Part {
  const empty = lines.indexOf('');
  const head = lines.slice(0, empty).join('\n');
  const body = lines.slice(empty + 1).join('\n');
  const type = /^content-type:\s*([^\s;]+)/im.exec(head)?.[1] ?? '';
  return { type, body: /^content-transfer-encoding:\s*base64/im.test(head) ? Buffer.from(body, 'base64').toString('utf8') : body };
}

/** The encodings of cloud-init's write_files. */
function decode(content: string, encoding: string): Buffer {
  switch (encoding.toLowerCase()) {
    case 'gz+b64':
    case 'gz+base64':
    case 'gzip+b64':
    case 'gzip+base64':
      return Buffer.from(gunzipSync(Buffer.from(content, 'base64')));
    case 'b64':
    case 'base64':
      return Buffer.from(content, 'base64');
    case '':
    case 'text/plain':
      return Buffer.from(content);
    default:
      throw new Error(`a file in the template's user data has the encoding ${encoding}: only gz+b64, b64 and none are understood`);
  }
}
