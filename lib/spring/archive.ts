import { inflateRawSync } from 'zlib';

/** A file in a zip archive. */
interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packedSize: number;
  /** Where its local header begins. */
  readonly at: number;
}

const END = Buffer.from('PK\x05\x06', 'latin1');
const ENTRY = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;
/** In their place are fields of a zip64 archive, whose end record stands before the other. */
const IN_ZIP64 = 0xffffffff;

/** Unpacks those entries of a zip archive whose names are wanted; zlib needs half the time of a library that is no part of Node.js. */
export function reader(bytes: Buffer): (wanted: (name: string) => boolean) => Record<string, Uint8Array> {
  let all: readonly Entry[] | undefined;
  return (wanted) => {
    all ??= [...entries(bytes)];
    return Object.fromEntries(all.filter(({ name }) => wanted(name)).map((entry) => [entry.name, content(bytes, entry)]));
  };
}

/** The directory at the end (APPNOTE.TXT 4.3.12 and 4.3.16), which is all that counts: a "fully executable" jar has a script before it. */
function* entries(bytes: Buffer): Generator<Entry> {
  const end = bytes.lastIndexOf(END);
  if (end < 0) {
    throw new Error('is no zip archive');
  }
  const directory = placeOf(bytes, end);
  let at = directory.at;
  for (let left = directory.count; left > 0; left--) {
    if (bytes.readUInt32LE(at) !== ENTRY) {
      throw new Error('is no zip archive');
    }
    const length = bytes.readUInt16LE(at + 28);
    yield {
      name: bytes.toString('utf8', at + 46, at + 46 + length),
      method: bytes.readUInt16LE(at + 10),
      packedSize: bytes.readUInt32LE(at + 20),
      at: directory.start + bytes.readUInt32LE(at + 42),
    };
    at += 46 + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
}

/** Where the directory is, how many entries it has, and where the archive that it counts from begins. */
function placeOf(bytes: Buffer, end: number): { readonly at: number; readonly count: number; readonly start: number } {
  const offset = bytes.readUInt32LE(end + 16);
  const count = bytes.readUInt16LE(end + 10);
  if (offset !== IN_ZIP64 && count !== 0xffff) {
    const at = end - bytes.readUInt32LE(end + 12);
    return { at, count, start: at - offset };
  }
  const record = end - 20 - 56;
  const at = record - Number(bytes.readBigUInt64LE(record + 40));
  return { at, count: Number(bytes.readBigUInt64LE(record + 32)), start: at - Number(bytes.readBigUInt64LE(record + 48)) };
}

function content(bytes: Buffer, { name, method, packedSize, at }: Entry): Uint8Array {
  const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
  const packed = bytes.subarray(start, start + packedSize);
  if (method !== STORED && method !== DEFLATED) {
    throw new Error(`${name} is packed by method ${method}, which Java does not unpack either`);
  }
  return method === STORED ? packed : inflateRawSync(packed);
}
