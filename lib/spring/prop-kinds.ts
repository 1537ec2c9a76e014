import type { Construct } from 'constructs';
import { refusal } from './refusal';

/** What a prop can be, and how it is written. */
export interface PropKind {
  readonly write: string;
  /** What is wrong with a value, such as `is 60`. */
  wrong(value: unknown): string | undefined;
}

const kind = (write: string, is: (value: unknown) => boolean): PropKind => ({
  write,
  wrong: (value) => (is(value) ? undefined : `is ${shown(value)}`),
});

export const TEXT = kind("a text, such as 'api'", (value) => typeof value === 'string');
export const NUMBER = kind('a number', (value) => typeof value === 'number');
export const FLAG = kind('true or false', (value) => typeof value === 'boolean');
export const DURATION = withMember('toSeconds', 'Duration.seconds(60)');
export const SIZE = withMember('toMebibytes', 'Size.gibibytes(8)');

/** A value of a class or an interface, known by a member, which a second copy of this library or of aws-cdk-lib has as well. */
export function withMember(member: string, write: string): PropKind {
  return kind(write, (value) => typeof value === 'object' && value !== null && member in value);
}

/** What may be secret where it is not as it should be, and is not shown. */
export function unshown({ write, wrong }: PropKind): PropKind {
  return { write, wrong: (value) => wrong(value) && `is ${typeOf(value)}` };
}

/** A text, shown by one that is right. */
export function textSuchAs(example: string): PropKind {
  return { write: `'${example}'`, wrong: (value) => TEXT.wrong(value) };
}

/** Options in braces. */
export function optionsSuchAs(write: string): PropKind {
  return kind(write, (value) => typeof value === 'object' && value !== null && !Array.isArray(value));
}

/** A list of such values. */
export function listOf(each: PropKind): PropKind {
  const write = `[${each.write}]`;
  return {
    write,
    wrong: (value) => {
      if (!Array.isArray(value)) return `is ${shown(value)}`;
      const odd = value.findIndex((entry) => each.wrong(entry) !== undefined);
      return odd < 0 ? undefined : `has ${shown(value[odd])}`;
    },
  };
}

/** Names with such values, which may be secret and are not shown. */
export function mapOf(each: PropKind): PropKind {
  return {
    write: `{ NAME: ${each.write} }`,
    wrong: (value) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return `is ${typeOf(value)}`;
      const odd = Object.entries(value).find(([, entry]) => each.wrong(entry) !== undefined);
      return odd && `has ${odd[0]}, which is ${typeOf(odd[1])}`;
    },
  };
}

/** Refuses what TypeScript and jsii refuse already, but plain JavaScript lets through: a prop that is missing or of another kind. */
export function checkKinds(
  props: object | undefined,
  { required = {}, optional = {} }: { readonly [need in 'required' | 'optional']?: Readonly<Record<string, PropKind>> },
  scope?: Construct,
): void {
  const given = (props ?? {}) as Readonly<Record<string, unknown>>;
  for (const [name, { write, wrong }] of Object.entries({ ...required, ...optional })) {
    const value = given[name];
    if (value === undefined && name in required) {
      throw refusal(`${name} is missing: write ${write}`, scope);
    }
    const problem = value === undefined ? undefined : wrong(value);
    if (problem !== undefined) {
      throw refusal(`${name} ${problem}: write ${write}`, scope);
    }
  }
}

function shown(value: unknown): string {
  return ['string', 'number', 'boolean', 'bigint'].includes(typeof value)
    ? JSON.stringify(value).replace(/^"(.*)"$/, "'$1'")
    : typeOf(value);
}

function typeOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'a list';
  const name = typeof value === 'object' ? value.constructor?.name.replace(/2$/, '') : undefined; // CDK's decorators make Stack2 of Stack
  return `a value of type ${name ?? typeof value}`;
}
