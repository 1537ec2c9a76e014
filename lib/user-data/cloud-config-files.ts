import { gunzipSync } from 'fflate';
import { parse } from 'yaml';
import { partsOf } from './parts';

/** A file as the host would get it. */
export interface HostFile {
  /** Without a leading slash. */
  readonly path: string;
  readonly content: Buffer;
  readonly mode: number;
}

/** Takes the files out of a host's user data: the `write_files` of its cloud-config part. */
export function filesOf(userData: string): HostFile[] {
  const config = partsOf(userData).find(({ type, body }) => type.startsWith('text/cloud-config') || body.startsWith('#cloud-config'));
  return config ? filesOfCloudConfig(config.body) : [];
}

/** The `write_files` of one cloud-config document. */
export function filesOfCloudConfig(text: string): HostFile[] {
  const document = parse(text) as { write_files?: Record<string, unknown>[] } | null;
  return (document?.write_files ?? []).map((entry) => ({
    path: String(entry.path).replace(/^\/+/, ''),
    content: decode(String(entry.content ?? ''), String(entry.encoding ?? '')),
    mode: parseInt(String(entry.permissions ?? '0644'), 8),
  }));
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
      throw new Error(`a file in the user data has the encoding ${encoding}: only gz+b64, b64 and none are understood`);
  }
}
