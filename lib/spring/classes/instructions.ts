const IINC = 0x84;
const TABLESWITCH = 0xaa;
const LOOKUPSWITCH = 0xab;
const WIDE = 0xc4;

/** Instructions (JVM specification, 6.5): first and last opcode, length, how much they take from the stack and leave there. */
type Row = readonly [from: number, to: number, length: number, pops: number, pushes: 0 | 1];

/** All instructions whose effect on the stack is a number; values of two words count as one. */
const ROWS: readonly Row[] = [
  [0x00, 0x00, 1, 0, 0], // nop
  [0x01, 0x0f, 1, 0, 1], // constants
  [0x10, 0x10, 2, 0, 1], // bipush
  [0x11, 0x11, 3, 0, 1], // sipush
  [0x12, 0x12, 2, 0, 1], // ldc
  [0x13, 0x14, 3, 0, 1], // ldc_w, ldc2_w
  [0x15, 0x19, 2, 0, 1], // loads
  [0x1a, 0x2d, 1, 0, 1], // loads of the first four variables
  [0x2e, 0x35, 1, 2, 1], // loads from arrays
  [0x36, 0x3a, 2, 1, 0], // stores
  [0x3b, 0x4e, 1, 1, 0], // stores into the first four variables
  [0x4f, 0x56, 1, 3, 0], // stores into arrays
  [0x57, 0x5f, 1, 0, 0], // pop, dup, swap: see the walk
  [0x60, 0x73, 1, 2, 1], // arithmetic
  [0x74, 0x77, 1, 1, 1], // negation
  [0x78, 0x83, 1, 2, 1], // shifts and logic
  [IINC, IINC, 3, 0, 0],
  [0x85, 0x93, 1, 1, 1], // conversions
  [0x94, 0x98, 1, 2, 1], // comparisons
  [0x99, 0x9e, 3, 1, 0], // jumps on one value
  [0x9f, 0xa6, 3, 2, 0], // jumps on two values
  [0xa7, 0xa7, 3, 0, 0], // goto
  [0xa8, 0xa8, 3, 0, 1], // jsr
  [0xa9, 0xa9, 2, 0, 0], // ret
  [TABLESWITCH, LOOKUPSWITCH, 0, 1, 0],
  [0xac, 0xb0, 1, 1, 0], // returns of a value
  [0xb1, 0xb1, 1, 0, 0], // return
  [0xb2, 0xb8, 3, 0, 0], // fields and calls: see the walk
  [0xb9, 0xba, 5, 0, 0], // invokeinterface, invokedynamic: see the walk
  [0xbb, 0xbb, 3, 0, 1], // new
  [0xbc, 0xbc, 2, 1, 1], // newarray
  [0xbd, 0xbd, 3, 1, 1], // anewarray
  [0xbe, 0xbe, 1, 1, 1], // arraylength
  [0xbf, 0xbf, 1, 1, 0], // athrow
  [0xc0, 0xc0, 3, 0, 0], // checkcast
  [0xc1, 0xc1, 3, 1, 1], // instanceof
  [0xc2, 0xc3, 1, 1, 0], // monitors
  [WIDE, WIDE, 0, 0, 0],
  [0xc5, 0xc5, 4, 0, 1], // multianewarray: its dimensions stay below, which harms nothing
  [0xc6, 0xc7, 3, 1, 0], // ifnull, ifnonnull
  [0xc8, 0xc8, 5, 0, 0], // goto_w
  [0xc9, 0xc9, 5, 0, 1], // jsr_w
];

/** Each instruction's row, by opcode. */
const BY_OPCODE: readonly Row[] = ROWS.flatMap((row) => Array.from({ length: row[1] - row[0] + 1 }, () => row));

/** What an instruction does to the stack, where that is a number. */
export function effectOf(opcode: number): { readonly pops: number; readonly pushes: boolean } {
  const [, , , pops, pushes] = BY_OPCODE[opcode]!;
  return { pops, pushes: pushes === 1 };
}

/** How many bytes an instruction takes. */
export function lengthOf(code: DataView, at: number): number {
  const opcode = code.getUint8(at);
  const aligned = (at & ~3) + 4;
  switch (opcode) {
    case TABLESWITCH:
      return aligned + 12 + 4 * (code.getInt32(aligned + 8) - code.getInt32(aligned + 4) + 1) - at;
    case LOOKUPSWITCH:
      return aligned + 8 + 8 * code.getInt32(aligned + 4) - at;
    case WIDE:
      return code.getUint8(at + 1) === IINC ? 6 : 4;
    default:
      return BY_OPCODE[opcode]?.[2] ?? 1;
  }
}

/** Where an instruction may jump to, besides the one after it. */
export function jumpsOf(code: DataView, at: number): number[] {
  const opcode = code.getUint8(at);
  const isJump = (opcode >= 0x99 && opcode <= 0xa7) || opcode === 0xc6 || opcode === 0xc7;
  return isJump ? [at + code.getInt16(at + 1)] : [];
}

/** Whether the instruction after this one is reached by jumps only. */
export function isEnd(opcode: number): boolean {
  return opcode === 0xa7 || opcode === 0xbf || (opcode >= TABLESWITCH && opcode <= 0xb1) || opcode === 0xc8;
}
