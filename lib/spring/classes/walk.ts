import type { Annotation, ClassFile, Member } from './class-file';
import type { Handle, Reference } from './constant-pool';
import { effectOf, isEnd, jumpsOf, lengthOf } from './instructions';

/** What is known of a value while a method runs. */
export type Value =
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'number'; readonly number: number }
  | { readonly is: 'array'; readonly items: Value[] }
  | { readonly is: 'result'; readonly of: Call }
  | { readonly is: 'field'; readonly of: Reference }
  | { readonly is: 'unknown' };

/** A call with what is known of its arguments. */
export interface Call extends Reference {
  readonly receiver?: Value;
  readonly arguments: readonly Value[];
  /** What a lambda or a method reference stands for; the arguments after the first are then what it captures. */
  readonly handles?: readonly Handle[];
}

/** What a method does, as far as it is read here. */
export interface Walked {
  readonly calls: readonly Call[];
  readonly assigned: readonly { readonly field: Reference; readonly value: Value }[];
  readonly loaded: readonly Reference[];
}

/** What is made when the application runs. */
export const UNKNOWN: Value = { is: 'unknown' };

/**
 * Reads a method's instructions once, from top to bottom, and follows texts through stack, variables and arrays.
 *
 * @param given the values of its parameters, where a caller is known
 */
export function walk({ pool }: ClassFile, method: Member, given: readonly Value[] = []): Walked {
  const { code: bytes } = method;
  const walker = new Walker(pool, variables(method, given));
  if (bytes) {
    const code = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at < code.byteLength; at += lengthOf(code, at)) {
      walker.step(code, at);
    }
  }
  return walker;
}

class Walker implements Walked {
  public readonly calls: Call[] = [];
  public readonly assigned: { field: Reference; value: Value }[] = [];
  public readonly loaded: Reference[] = [];
  private readonly waiting = new Map<number, Value[]>();
  private stack: Value[] = [];
  private ended = false;

  constructor(
    private readonly pool: ClassFile['pool'],
    private readonly variables: Map<number, Value>,
  ) {}

  public step(code: DataView, at: number): void {
    this.arrive(at);
    const opcode = code.getUint8(at);
    this.run(opcode, code, at);
    for (const target of jumpsOf(code, at)) {
      this.waiting.set(target, met(this.waiting.get(target), this.stack));
    }
    this.ended = isEnd(opcode);
  }

  /** Several ways may lead to an instruction: what differs between them is unknown. */
  private arrive(at: number): void {
    const jumped = this.waiting.get(at);
    if (this.ended) this.stack = jumped ? [...jumped] : [];
    else if (jumped) this.stack = met(jumped, this.stack);
  }

  private run(opcode: number, code: DataView, at: number): void {
    const index = () => code.getUint16(at + 1);
    if (opcode >= 0x02 && opcode <= 0x08) this.push({ is: 'number', number: opcode - 3 });
    else if (opcode === 0x09 || opcode === 0x0a) this.push({ is: 'number', number: opcode - 0x09 });
    else if (opcode === 0x10) this.push({ is: 'number', number: code.getInt8(at + 1) });
    else if (opcode === 0x11) this.push({ is: 'number', number: code.getInt16(at + 1) });
    else if (opcode === 0x12) this.push(this.constant(code.getUint8(at + 1)));
    else if (opcode === 0x13) this.push(this.constant(index()));
    else if (opcode === 0x19) this.push(this.variables.get(code.getUint8(at + 1)) ?? UNKNOWN);
    else if (opcode >= 0x2a && opcode <= 0x2d) this.push(this.variables.get(opcode - 0x2a) ?? UNKNOWN);
    else if (opcode === 0x32) this.loadFromArray();
    else if (opcode === 0x3a) this.store(code.getUint8(at + 1));
    else if (opcode >= 0x4b && opcode <= 0x4e) this.store(opcode - 0x4b);
    else if (opcode === 0x53) this.storeIntoArray();
    else if (opcode >= 0x57 && opcode <= 0x5f) this.rearrange(opcode);
    else if (opcode >= 0xb2 && opcode <= 0xb5) this.field(opcode, this.pool.reference(index()));
    else if (opcode >= 0xb6 && opcode <= 0xb9) this.call(this.pool.reference(index()), opcode !== 0xb8);
    else if (opcode === 0xba) this.dynamic(index());
    else if (opcode === 0xbd) this.newArray();
    else this.other(opcode);
  }

  /** What is appended to a StringBuilder later is not seen in the value. */
  private store(variable: number): void {
    const value = this.pop();
    const changes =
      value.is === 'result' && value.of.owner === 'java/lang/StringBuilder' && !value.of.descriptor.endsWith(')Ljava/lang/String;');
    this.variables.set(variable, changes ? UNKNOWN : value);
  }

  private other(opcode: number): void {
    const { pops, pushes } = effectOf(opcode);
    this.take(pops);
    if (pushes) this.push(UNKNOWN);
  }

  private constant(index: number): Value {
    const text = this.pool.string(index);
    return text === undefined ? UNKNOWN : { is: 'text', text };
  }

  private newArray(): void {
    const size = this.pop();
    this.push({ is: 'array', items: Array.from({ length: size.is === 'number' ? size.number : 0 }, () => UNKNOWN) });
  }

  private loadFromArray(): void {
    const [array, index] = this.take(2);
    this.push((array.is === 'array' && index.is === 'number' && array.items[index.number]) || UNKNOWN);
  }

  private storeIntoArray(): void {
    const [array, index, value] = this.take(3);
    if (array.is === 'array' && index.is === 'number') array.items[index.number] = value;
  }

  /** `pop`, `dup`, `swap` and their kin. Values of two words, which texts are not, may leave one word too few. */
  private rearrange(opcode: number): void {
    const top = this.pop();
    if (opcode === 0x57) return;
    const under = opcode === 0x59 ? undefined : this.pop();
    const left: Readonly<Record<number, (Value | undefined)[]>> = {
      0x58: [],
      0x59: [top, top],
      0x5a: [top, under, top],
      0x5c: [under, top, under, top],
      0x5f: [top, under],
    };
    this.stack.push(...(left[opcode] ?? [UNKNOWN, UNKNOWN]).map((value) => value ?? UNKNOWN));
  }

  private field(opcode: number, field: Reference): void {
    const isPut = opcode === 0xb3 || opcode === 0xb5;
    const value = isPut ? this.pop() : UNKNOWN;
    if (opcode >= 0xb4) this.pop();
    if (isPut) this.assigned.push({ field, value });
    else {
      this.loaded.push(field);
      this.push({ is: 'field', of: field });
    }
  }

  private call(method: Reference, hasReceiver: boolean): void {
    const given = this.take(parameterTypes(method.descriptor).length);
    this.called({ ...method, arguments: given, receiver: hasReceiver ? this.pop() : undefined });
  }

  /** javac and kotlinc write `a + b` as a call of makeConcatWithConstants, whose recipe becomes the first argument. */
  private dynamic(index: number): void {
    const { texts, ...method } = this.pool.dynamic(index);
    const recipe: Value = texts[0] === undefined ? UNKNOWN : { is: 'text', text: texts[0] };
    this.called({ ...method, arguments: [recipe, ...this.take(parameterTypes(method.descriptor).length)] });
  }

  private called(call: Call): void {
    this.calls.push(call);
    // `new` has left the object twice: once for its constructor, and once for what follows.
    if (call.name === '<init>' && this.stack.at(-1) === call.receiver) this.pop();
    else if (call.descriptor.endsWith(')V')) return;
    this.push({ is: 'result', of: call });
  }

  private push(value: Value): void {
    this.stack.push(value);
  }

  private pop(): Value {
    return this.stack.pop() ?? UNKNOWN;
  }

  private take(count: number): Value[] {
    return Array.from({ length: count }, () => this.pop()).reverse();
  }
}

/** What a method's variables hold at its start: what a caller gives, or what `@Value` injects. Long and double take two variables. */
function variables({ parameters, descriptor, isStatic }: Member, given: readonly Value[]): Map<number, Value> {
  const known = new Map<number, Value>();
  let variable = isStatic ? 0 : 1;
  parameterTypes(descriptor).forEach((type, index) => {
    const text = textOfValue(parameters[index] ?? []);
    const value: Value | undefined = text === undefined ? given[index] : { is: 'text', text };
    if (value) known.set(variable, value);
    variable += type === 'J' || type === 'D' ? 2 : 1;
  });
  return known;
}

/** The text of Spring's `@Value`. */
export function textOfValue(annotations: readonly Annotation[]): string | undefined {
  const text = annotations.find(({ type }) => type === 'org/springframework/beans/factory/annotation/Value')?.values.value;
  return typeof text === 'string' ? text : undefined;
}

function met(one: readonly Value[] | undefined, other: readonly Value[]): Value[] {
  return other.map((value, depth) => (one === undefined || one[depth] === value ? value : UNKNOWN));
}

/** The types of a method's parameters, such as `I` or `Ljava/lang/String;`. */
export function parameterTypes(descriptor: string): readonly string[] {
  return descriptor.slice(1, descriptor.indexOf(')')).match(/\[*(?:L[^;]*;|[A-Z])/g) ?? [];
}
