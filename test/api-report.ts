/** What of a jsii assembly is read here (jsii's own spec: @jsii/spec). */
export interface Reference {
  readonly fqn?: string;
  readonly primitive?: string;
  readonly union?: unknown;
  readonly collection?: { readonly kind: string; readonly elementtype: Reference };
}
export interface Parameter {
  readonly name: string;
  readonly type: Reference;
  readonly optional?: boolean;
  readonly variadic?: boolean;
}
export interface Member {
  readonly name?: string;
  readonly type?: Reference;
  readonly returns?: { readonly type: Reference; readonly optional?: boolean };
  readonly parameters?: readonly Parameter[];
  readonly docs?: { readonly summary?: string; readonly default?: string };
  readonly optional?: boolean;
  readonly static?: boolean;
  readonly immutable?: boolean;
  readonly abstract?: boolean;
  readonly protected?: boolean;
}
export interface Type {
  readonly kind: string;
  readonly datatype?: boolean;
  readonly abstract?: boolean;
  readonly base?: string;
  readonly interfaces?: readonly string[];
  readonly initializer?: Member;
  readonly methods?: readonly Member[];
  readonly properties?: readonly Member[];
  readonly members?: readonly { readonly name: string }[];
  readonly docs?: { readonly summary?: string };
}

/** The public API, a line for each type and each of its members: what is added adds lines, what breaks callers changes or removes them. */
export function apiReport(types: Readonly<Record<string, Type>>): string {
  return Object.keys(types)
    .sort()
    .map((name) => `${[heading(name, types[name]), ...membersOf(types[name]).sort()].join('\n  ')}\n`)
    .join('\n');
}

function heading(name: string, { kind, datatype, abstract, base, interfaces = [] }: Type): string {
  const of = [...(base ? [base] : []), ...interfaces].map(short);
  const word = datatype ? 'struct' : `${abstract && kind === 'class' ? 'abstract ' : ''}${kind}`;
  return `${word} ${short(name)}${of.length > 0 ? ` of ${of.join(', ')}` : ''}`;
}

function membersOf({ kind, initializer, methods = [], properties = [], members = [] }: Type): string[] {
  const modifiers = (member: Member) => modifiersOf(kind === 'interface' ? { ...member, abstract: false } : member);
  return [
    ...(initializer ? [`constructor(${parametersOf(initializer)})`] : []),
    ...methods.map((each) => `${modifiers(each)}${each.name}(${parametersOf(each)}): ${returned(each)}`),
    ...properties.map(
      (each) => `${modifiers(each)}${each.immutable ? 'readonly ' : ''}${each.name}${mark(each.optional)}: ${typeName(each.type!)}`,
    ),
    ...members.map(({ name }) => name),
  ];
}

function modifiersOf(member: Member): string {
  return (['protected', 'static', 'abstract'] as const).map((name) => (member[name] ? `${name} ` : '')).join('');
}

function parametersOf({ parameters = [] }: Member): string {
  return parameters
    .map(({ name, type, optional, variadic }) => `${variadic ? '...' : ''}${name}${mark(optional)}: ${typeName(type)}`)
    .join(', ');
}

function returned({ returns }: Member): string {
  return returns ? `${typeName(returns.type)}${returns.optional ? ' | undefined' : ''}` : 'void';
}

function typeName({ fqn, primitive, collection }: Reference): string {
  return collection ? `${collection.kind}<${typeName(collection.elementtype)}>` : short(fqn ?? primitive ?? 'union');
}

const mark = (optional?: boolean) => (optional ? '?' : '');
const short = (name: string) => name.replace(/^cdk-spring-websocket\./, '');
