import { createReadStream, statSync } from 'node:fs';
import { PassThrough, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** A stream that cannot be read as a log: the sentence says why. */
export class UnreadableLog extends Error {}

/** Opens a log, `-` being what `stdin` gives; unpacks gzip by its first bytes, and refuses what is no text. */
export async function openLog(name: string, stdin: () => Readable): Promise<Readable> {
  const raw = name === '-' ? stdin() : createReadStream(checked(name));
  const first = await firstBytes(raw, name);
  const whole = rejoined(first, raw);
  if (first[0] !== 0x1f || first[1] !== 0x8b) {
    refuseBinary(first, name);
    return whole;
  }
  const unpacked = whole.pipe(createGunzip());
  whole.on('error', (error) => unpacked.destroy(error));
  unpacked.on('error', () => undefined);
  const start = await firstBytes(unpacked, name);
  refuseBinary(start, name);
  return rejoined(start, unpacked);
}

function checked(name: string): string {
  let isFolder = false;
  try {
    isFolder = statSync(name).isDirectory();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new UnreadableLog(
      `cannot read ${name}: ${code === 'ENOENT' ? 'no such file; name a log such as /var/log/nginx/error.log' : message}`,
    );
  }
  if (isFolder) {
    throw new UnreadableLog(`${name} is a folder: name the log files, such as ${name.replace(/\/$/, '')}/error.log`);
  }
  return name;
}

async function firstBytes(stream: Readable, name: string): Promise<Buffer> {
  try {
    for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer | string>) {
      return Buffer.from(chunk as string);
    }
  } catch (error) {
    throw new UnreadableLog(`cannot read ${name}: ${(error as Error).message}`);
  }
  return Buffer.alloc(0);
}

function rejoined(first: Buffer, rest: Readable): Readable {
  const whole = new PassThrough();
  whole.write(first);
  rest.on('error', (error) => whole.destroy(error));
  rest.pipe(whole);
  return whole;
}

/** Single zero bytes are in Spring's logs of STOMP frames; a file that has many of them is no text, unless it is UTF-16. */
function refuseBinary(start: Buffer, name: string): void {
  if (start.subarray(0, 4).toString('latin1') === 'PK\x03\x04') {
    throw new UnreadableLog(`${name} is a zip file: unpack it, and give the logs in it`);
  }
  const sample = start.subarray(0, 8192);
  const strange = sample.filter((byte) => byte < 9 || (byte > 13 && byte < 27) || (byte > 27 && byte < 32)).length;
  const utf16 = sample[0] === 0xff && sample[1] === 0xfe;
  if (!utf16 && strange > Math.max(8, sample.length / 10)) {
    throw new UnreadableLog(`${name} is no text: give a log, or a log packed with gzip`);
  }
}
