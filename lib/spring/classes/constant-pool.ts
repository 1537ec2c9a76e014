/** A field or a method as an instruction names it. */
export interface Reference {
  readonly owner: string;
  readonly name: string;
  readonly descriptor: string;
}

/** What an `invokedynamic` calls, with the texts and the methods that its bootstrap method gets. */
export interface Dynamic extends Reference {
  readonly texts: readonly (string | undefined)[];
  readonly handles: readonly Handle[];
}

/** A method that a lambda or a method reference stands for. */
export interface Handle extends Reference {
  readonly isStatic: boolean;
}

/** How many bytes a constant takes after its tag, by tag; a text says so itself (JVM specification, 4.4). */
const LENGTHS = [0, 0, 0, 4, 4, 8, 8, 2, 2, 4, 4, 4, 4, 0, 0, 3, 2, 4, 4, 2, 2];
const UTF8 = 1;
const INTEGER = 3;
const LONG = 5;
const DOUBLE = 6;
const CLASS = 7;
const STRING = 8;
const METHOD_HANDLE = 15;
/** Kinds of handles to methods (table 5.4.3.5-A). */
const INVOKE_VIRTUAL = 5;
const INVOKE_STATIC = 6;

/** A class file's constants by their number. */
export class ConstantPool {
  /** Where what follows the constants begins. */
  public readonly end: number;
  private readonly offsets: Uint32Array;
  private readonly texts: string[] = [];
  private readonly arguments: number[][] = [];
  private readonly bytes: Buffer;

  constructor(
    private readonly view: DataView,
    start: number,
  ) {
    const count = view.getUint16(start);
    this.offsets = new Uint32Array(count);
    let at = start + 2;
    for (let index = 1; index < count; index++) {
      this.offsets[index] = at;
      const tag = view.getUint8(at);
      const length = tag === UTF8 ? 2 + view.getUint16(at + 1) : LENGTHS[tag];
      if (!length) {
        throw new Error(`a class file has a constant of the unknown kind ${tag}`);
      }
      at += 1 + length;
      index += tag === LONG || tag === DOUBLE ? 1 : 0;
    }
    this.end = at;
    this.bytes = Buffer.from(view.buffer, view.byteOffset, at);
  }

  /** The names of all classes that it uses. */
  public classNames(): string[] {
    const names: string[] = [];
    this.offsets.forEach((offset, index) => {
      if (offset > 0 && this.view.getUint8(offset) === CLASS) names.push(this.className(index));
    });
    return names;
  }

  /** Whether the constants hold a text, also within a longer one. */
  public mentions(text: string): boolean {
    return this.bytes.includes(text, 0, 'latin1');
  }

  /** All texts, of whatever use. */
  public allTexts(): string[] {
    const texts: string[] = [];
    this.offsets.forEach((offset, index) => {
      if (offset > 0 && this.view.getUint8(offset) === UTF8) texts.push(this.text(index));
    });
    return texts;
  }

  public text(index: number): string {
    const at = this.offsets[index] + 3;
    return (this.texts[index] ??= this.bytes.toString('utf8', at, at + this.view.getUint16(at - 2)));
  }

  /** The text of a string constant; undefined for other constants. */
  public string(index: number): string | undefined {
    return this.tag(index) === STRING ? this.text(this.u2(index)) : undefined;
  }

  public number(index: number): number | undefined {
    return this.tag(index) === INTEGER ? this.view.getInt32(this.offsets[index] + 1) : undefined;
  }

  public className(index: number): string {
    return index === 0 ? '' : this.text(this.u2(index));
  }

  public reference(index: number): Reference {
    return { owner: this.className(this.u2(index)), ...this.nameAndType(this.u2(index, 2)) };
  }

  public dynamic(index: number): Dynamic {
    const given = this.arguments[this.u2(index)] ?? [];
    return {
      owner: '',
      ...this.nameAndType(this.u2(index, 2)),
      texts: given.map((argument) => this.string(argument)),
      handles: given.flatMap((argument) => this.handle(argument) ?? []),
    };
  }

  /** Takes in the attribute with the arguments of bootstrap methods. */
  public bootstrap(view: DataView, start: number): void {
    let at = start + 2;
    for (let method = 0; method < view.getUint16(start); method++) {
      const count = view.getUint16(at + 2);
      this.arguments.push(Array.from({ length: count }, (_, argument) => view.getUint16(at + 4 + 2 * argument)));
      at += 4 + 2 * count;
    }
  }

  private handle(index: number): Handle | undefined {
    const kind = this.tag(index) === METHOD_HANDLE ? this.view.getUint8(this.offsets[index] + 1) : 0;
    return kind < INVOKE_VIRTUAL ? undefined : { ...this.reference(this.u2(index, 1)), isStatic: kind === INVOKE_STATIC };
  }

  private nameAndType(index: number): { name: string; descriptor: string } {
    return { name: this.text(this.u2(index)), descriptor: this.text(this.u2(index, 2)) };
  }

  private tag(index: number): number {
    return this.view.getUint8(this.offsets[index]);
  }

  private u2(index: number, skip = 0): number {
    return this.view.getUint16(this.offsets[index] + 1 + skip);
  }
}
