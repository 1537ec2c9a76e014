import { ConstantPool } from './constant-pool';

/** A value in an annotation: a text, a number, an enum's name, or several. */
export type AnnotationValue = string | number | undefined | readonly AnnotationValue[];

/** An annotation with the elements that are written out. */
export interface Annotation {
  /** Such as `org/springframework/web/bind/annotation/GetMapping`. */
  readonly type: string;
  readonly values: Readonly<Record<string, AnnotationValue>>;
}

/** A field or a method. */
export interface Member {
  readonly name: string;
  readonly descriptor: string;
  readonly isStatic: boolean;
  /** The generic type, where it has one. */
  readonly signature?: string;
  readonly annotations: readonly Annotation[];
  /** Those of a method's parameters. */
  readonly parameters: readonly (readonly Annotation[])[];
  /** The value of a constant field. */
  readonly constant?: string;
  /** The instructions of a method. */
  readonly code?: Uint8Array;
}

/** What a class declares and is annotated with. */
interface Content {
  readonly annotations: readonly Annotation[];
  readonly fields: readonly Member[];
  readonly methods: readonly Member[];
}

/** What a look into a class file tells (JVM specification, chapter 4). Of most classes nobody asks more than what they extend. */
export class ClassFile implements Content {
  /** Such as `com/example/ChatApplication`. */
  public readonly name: string;
  /** Empty for java/lang/Object alone. */
  public readonly superclass: string;
  public readonly interfaces: readonly string[];
  public readonly pool: ConstantPool;
  private readonly reader: Reader;
  private content?: Content;

  constructor(view: DataView) {
    this.pool = new ConstantPool(view, 8);
    this.reader = new Reader(view, this.pool);
    [this.name, this.superclass, ...this.interfaces] = this.reader.head();
  }

  public get annotations(): readonly Annotation[] {
    return this.read().annotations;
  }

  public get fields(): readonly Member[] {
    return this.read().fields;
  }

  public get methods(): readonly Member[] {
    return this.read().methods;
  }

  private read(): Content {
    return (this.content ??= this.reader.read());
  }
}

/** Reads a class file; undefined for other bytes. */
export function readClassFile(bytes: Uint8Array): ClassFile | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return bytes.length > 10 && view.getUint32(0) === 0xcafebabe ? new ClassFile(view) : undefined;
}

const STATIC = 0x0008;

/** What attributes a class, a field or a method may have that are read here. */
interface Attributes {
  readonly annotations: Annotation[];
  parameters: readonly Annotation[][];
  signature?: string;
  constant?: string;
  code?: Uint8Array;
}

class Reader {
  private at: number;

  constructor(
    private readonly view: DataView,
    private readonly pool: ConstantPool,
  ) {
    this.at = pool.end;
  }

  /** The names of the class, of what it extends and of what it implements. */
  public head(): [string, string, ...string[]] {
    this.at += 2;
    return [this.type(), this.type(), ...this.times(() => this.type())];
  }

  /** What comes after the head. */
  public read(): Content {
    const fields = this.times(() => this.member());
    const methods = this.times(() => this.member());
    const { annotations } = this.attributes();
    return { annotations, fields, methods };
  }

  private member(): Member {
    const isStatic = (this.u2() & STATIC) !== 0;
    return { name: this.text(), descriptor: this.text(), isStatic, ...this.attributes() };
  }

  private attributes(): Attributes {
    const found: Attributes = { annotations: [], parameters: [] };
    this.times(() => {
      const name = this.text();
      const length = this.u4();
      const end = this.at + length;
      if (name === 'RuntimeVisibleAnnotations') found.annotations.push(...this.times(() => this.annotation()));
      else if (name === 'RuntimeVisibleParameterAnnotations') found.parameters = this.parameters();
      else if (name === 'Signature') found.signature = this.text();
      else if (name === 'ConstantValue') found.constant = this.pool.string(this.u2());
      else if (name === 'Code') found.code = this.code();
      else if (name === 'BootstrapMethods') this.pool.bootstrap(this.view, this.at);
      this.at = end;
    });
    return found;
  }

  private code(): Uint8Array {
    this.at += 4;
    const length = this.u4();
    return new Uint8Array(this.view.buffer, this.view.byteOffset + this.at, length);
  }

  private parameters(): Annotation[][] {
    const count = this.view.getUint8(this.at++);
    return Array.from({ length: count }, () => this.times(() => this.annotation()));
  }

  private annotation(): Annotation {
    const type = this.text().slice(1, -1);
    return { type, values: Object.fromEntries(this.times(() => [this.text(), this.annotationValue()] as const)) };
  }

  private annotationValue(): AnnotationValue {
    const tag = String.fromCharCode(this.view.getUint8(this.at++));
    switch (tag) {
      case 's':
        return this.text();
      case 'e':
        this.at += 2;
        return this.text();
      case '[':
        return this.times(() => this.annotationValue());
      case '@':
        this.annotation();
        return undefined;
      case 'c':
        return this.text();
      default:
        return this.pool.number(this.u2());
    }
  }

  private times<T>(one: () => T): T[] {
    return Array.from({ length: this.u2() }, one);
  }

  private type(): string {
    return this.pool.className(this.u2());
  }

  private text(): string {
    return this.pool.text(this.u2());
  }

  private u2(): number {
    this.at += 2;
    return this.view.getUint16(this.at - 2);
  }

  private u4(): number {
    this.at += 4;
    return this.view.getUint32(this.at - 4);
  }
}
