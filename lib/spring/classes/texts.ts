import type { ClassFile } from './class-file';
import { textOfValue, UNKNOWN, walk, type Call, type Value } from './walk';

/** What fields hold, by `class.field`. */
export interface Fields {
  get(field: string): Value | undefined;
}

/** What classes assign to fields: constants, what constructors and initializers assign, and what `@Value` injects. */
export function fieldsOf(classes: readonly ClassFile[]): Fields {
  const fields = new Map<string, Value | undefined>();
  for (const file of classes) {
    for (const { name, constant, annotations } of file.fields) {
      const text = constant ?? textOfValue(annotations);
      if (text !== undefined) fields.set(`${file.name}.${name}`, { is: 'text', text });
    }
    for (const { field, value } of file.methods.flatMap((method) => walk(file, method).assigned)) {
      const key = `${field.owner}.${field.name}`;
      fields.set(key, fields.has(key) ? undefined : value);
    }
  }
  return fields;
}

/**
 * The text that a value is.
 *
 * @param hole what stands for parts that are made when the application runs; without one such a text is unknown
 */
export function textOf(value: Value | undefined, fields: Fields, hole?: string): string | undefined {
  switch (value?.is) {
    case 'text':
      return value.text;
    case 'field': {
      const held = fields.get(`${value.of.owner}.${value.of.name}`);
      return held?.is === 'field' ? hole : textOf(held, fields, hole);
    }
    case 'result':
      return joined(partsOf(value.of), fields, hole);
    default:
      return hole;
  }
}

/** Of a call that makes a text, its parts in order; undefined for other calls. */
function partsOf(call: Call): (Value | string)[] | undefined {
  const [first, ...rest] = call.arguments;
  switch (`${call.owner.split('/').at(-1)}.${call.name}`) {
    case '.makeConcatWithConstants':
      return recipe(first, rest, /([\x01\x02])/);
    case 'String.format':
      return recipe(first, [], /(%[^a-zA-Z%]*[a-zA-Z])/);
    case 'String.concat':
      return call.receiver && [call.receiver, ...call.arguments];
    case 'String.valueOf':
    case 'Intrinsics.stringPlus':
      return [...call.arguments];
    case 'StringBuilder.toString':
      return appended(call.receiver);
    default:
      return undefined;
  }
}

/** A text with marks where arguments go. */
function recipe(text: Value | undefined, values: readonly Value[], marks: RegExp): (Value | string)[] | undefined {
  const left = [...values];
  if (text?.is !== 'text') {
    return undefined;
  }
  return text.text.split(marks).map((part, index) => (index % 2 === 0 ? part : (left.shift() ?? UNKNOWN)));
}

/** What a chain of `append` has put together. */
function appended(builder: Value | undefined): (Value | string)[] {
  if (builder?.is !== 'result') {
    return [UNKNOWN];
  }
  const { name, receiver, descriptor, arguments: given } = builder.of;
  if (name === '<init>') {
    return descriptor.includes('String') ? [...given] : [];
  }
  return name === 'append' ? [...appended(receiver), ...given] : [UNKNOWN];
}

function joined(parts: readonly (Value | string)[] | undefined, fields: Fields, hole?: string): string | undefined {
  const texts = parts?.map((part) => (typeof part === 'string' ? part : textOf(part, fields, hole)));
  return texts && !texts.includes(undefined) ? texts.join('') : hole;
}
