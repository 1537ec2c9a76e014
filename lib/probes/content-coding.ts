import * as zlib from 'node:zlib';

/** The most that a body's beginning may become, however small it came. */
const MOST = 1024 * 1024;

/** From what has come so far; a stream has no end yet. */
const partial: zlib.ZlibOptions = { finishFlush: zlib.constants.Z_SYNC_FLUSH, maxOutputLength: MOST };

const DECODERS: Readonly<Record<string, ((bytes: Buffer) => Buffer) | undefined>> = {
  gzip: (bytes) => zlib.gunzipSync(bytes, partial),
  // RFC 9110 means zlib's format, and some servers send the bare one.
  deflate: (bytes) => (((bytes[0] ?? 8) & 0xf) === 8 ? zlib.inflateSync(bytes, partial) : zlib.inflateRawSync(bytes, partial)),
  br: (bytes) => zlib.brotliDecompressSync(bytes, { finishFlush: zlib.constants.BROTLI_OPERATION_FLUSH, maxOutputLength: MOST }),
};

/** What a browser offers, as far as it can be read here. */
export const ACCEPT_ENCODING = Object.keys(DECODERS).join(', ');

/** The beginning of a body, decoded as its Content-Encoding says; as it came where that is not known or not true. */
export function decoded(bytes: Buffer, coding: string | undefined): Buffer {
  const name = (coding ?? '').trim().toLowerCase().replace(/^x-/, '');
  const decode = Object.hasOwn(DECODERS, name) ? DECODERS[name] : undefined;
  try {
    return decode && bytes.length > 0 ? decode(bytes) : bytes;
  } catch {
    return bytes;
  }
}
