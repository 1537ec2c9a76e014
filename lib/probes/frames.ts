import { randomBytes } from 'node:crypto';

/** The opcodes of RFC 6455 that the probes meet. */
export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** A WebSocket frame. */
export interface Frame {
  readonly opcode: number;
  readonly final: boolean;
  readonly payload: Buffer;
}

/** A client's frame: final and masked. */
export function encodeFrame(opcode: number, payload: Buffer): Buffer {
  const length = payload.length;
  const head =
    length < 126 ? Buffer.from([0x80 | opcode, 0x80 | length])
    : length < 65_536 ? Buffer.from([0x80 | opcode, 0xfe, length >> 8, length & 0xff])
    : Buffer.concat([Buffer.from([0x80 | opcode, 0xff, 0, 0, 0, 0]), uint32(length)]);
  const mask = randomBytes(4);
  return Buffer.concat([head, mask, payload.map((byte, index) => byte ^ mask[index % 4])]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** Cuts a server's bytes into frames. Refuses what no server may send, and frames above a limit. */
export class FrameReader {
  /** Why the bytes are not frames; nothing is read any more. */
  public trouble?: string;
  private pending: Buffer = Buffer.alloc(0);

  constructor(private readonly maxBytes: number) {}

  /** Takes the next bytes and returns the frames that became complete. */
  push(bytes: Buffer): Frame[] {
    const frames: Frame[] = [];
    this.pending = Buffer.concat([this.pending, bytes]);
    while (!this.trouble) {
      const frame = this.next();
      if (!frame) {
        break;
      }
      frames.push(frame);
    }
    return frames;
  }

  private next(): Frame | undefined {
    if (this.pending.length < 2) {
      return undefined;
    }
    const [first, second] = this.pending;
    const opcode = first & 0x0f;
    if (first & 0x70) {
      this.trouble = 'a frame with reserved bits that were not agreed on';
    } else if (second & 0x80) {
      this.trouble = 'a masked frame from a server';
    } else if (!(Object.values(OPCODE) as number[]).includes(opcode)) {
      this.trouble = `a frame with the unknown opcode ${opcode}`;
    }
    const extra = (second & 0x7f) === 126 ? 2 : (second & 0x7f) === 127 ? 8 : 0;
    if (this.trouble || this.pending.length < 2 + extra) {
      return undefined;
    }
    const length = extra === 0 ? second & 0x7f : extra === 2 ? this.pending.readUInt16BE(2) : Number(this.pending.readBigUInt64BE(2));
    if (length > this.maxBytes) {
      this.trouble = `a frame of ${length} bytes, more than the ${this.maxBytes} that are read`;
      return undefined;
    }
    if (this.pending.length < 2 + extra + length) {
      return undefined;
    }
    const payload = Buffer.from(this.pending.subarray(2 + extra, 2 + extra + length));
    this.pending = this.pending.subarray(2 + extra + length);
    return { opcode, final: Boolean(first & 0x80), payload };
  }
}
