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
  const mask = randomBytes(4);
  return Buffer.concat([clientHead(opcode, payload.length), mask, payload.map((byte, index) => byte ^ mask[index % 4])]);
}

function clientHead(opcode: number, length: number): Buffer {
  if (length < 126) return Buffer.from([0x80 | opcode, 0x80 | length]);
  if (length < 65_536) return Buffer.from([0x80 | opcode, 0xfe, length >> 8, length & 0xff]);
  const head = Buffer.from([0x80 | opcode, 0xff, 0, 0, 0, 0, 0, 0, 0, 0]);
  head.writeUInt32BE(length, 6);
  return head;
}

/** How many bytes more the length takes, by what its first seven bits say. */
const LONGER: Readonly<Record<number, number>> = { 126: 2, 127: 8 };

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
    const short = second & 0x7f;
    const start = 2 + (LONGER[short] ?? 0);
    if (this.trouble || this.pending.length < start) {
      return undefined;
    }
    const length = this.lengthOf(short);
    if (length > this.maxBytes) {
      this.trouble = `a frame of ${length} bytes, more than the ${this.maxBytes} that are read`;
      return undefined;
    }
    if (this.pending.length < start + length) {
      return undefined;
    }
    const payload = Buffer.from(this.pending.subarray(start, start + length));
    this.pending = this.pending.subarray(start + length);
    return { opcode, final: Boolean(first & 0x80), payload };
  }

  private lengthOf(short: number): number {
    if (short === 126) return this.pending.readUInt16BE(2);
    return short === 127 ? Number(this.pending.readBigUInt64BE(2)) : short;
  }
}
