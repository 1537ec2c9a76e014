import { existsSync, readFileSync } from 'fs';
import { join } from 'path';

const FILE = join(__dirname, '..', '.jsii');

/** What of a jsii assembly this test reads (jsii's own spec: @jsii/spec). */
interface Reference {
  readonly fqn?: string;
  readonly primitive?: string;
  readonly union?: unknown;
  readonly collection?: { readonly elementtype: Reference };
}
interface Member {
  readonly name?: string;
  readonly type?: Reference;
  readonly returns?: { readonly type: Reference };
  readonly parameters?: readonly { readonly name: string; readonly type: Reference }[];
  readonly docs?: { readonly summary?: string; readonly default?: string };
  readonly optional?: boolean;
  readonly static?: boolean;
}
interface Type {
  readonly kind: string;
  readonly datatype?: boolean;
  readonly initializer?: Member;
  readonly methods?: readonly Member[];
  readonly properties?: readonly Member[];
  readonly docs?: { readonly summary?: string };
}

const types: Record<string, Type> = existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as { types: Record<string, Type> }).types : {};
const members = Object.entries(types).flatMap(([name, type]) => [...(type.methods ?? []), ...(type.properties ?? []), ...(type.initializer ? [{ name: 'constructor', ...type.initializer }] : [])].map((member) => ({ at: `${name.split('.').pop()}.${member.name}`, member, type })));
const references = ({ type, returns, parameters = [] }: Member): Reference[] => [type, returns?.type, ...parameters.map((each) => each.type)].filter((each) => each !== undefined);
const mentionsUnion = (reference: Reference): boolean => reference.union !== undefined || (reference.collection !== undefined && mentionsUnion(reference.collection.elementtype));
const mentionsAny = (reference: Reference): boolean => reference.primitive === 'any' || (reference.collection !== undefined && mentionsAny(reference.collection.elementtype));

const built = existsSync(FILE) ? describe : describe.skip;
if (!existsSync(FILE)) process.stderr.write('\nSKIPPED, nothing was seen of the API in other languages: .jsii is missing (npm run build)\n');

test('CI has a build to look at', () => {
  expect(process.env.CI !== 'true' || existsSync(FILE)).toBe(true);
});

built('the API as other languages see it', () => {
  test('has these types and no other', () => {
    const kinds = Object.entries(types).map(([name, { kind, datatype }]) => `${datatype ? 'struct' : kind} ${name.split('.').slice(1).join('.')}`);
    expect(kinds.sort()).toEqual([
      'class AppSecret',
      'class Handshake',
      'class HostCapacity',
      'class HostImage',
      'class IngressListener',
      'class Route',
      'class ServiceDomain',
      'class SpringApp',
      'class SpringWebSocketService',
      'class WebSocketHost',
      'class WebSocketIngress',
      'struct EventStreamOptions',
      'struct ExistingLoadBalancerOptions',
      'struct ExternalDomainOptions',
      'struct HostCapacityOptions',
      'struct HostImageOptions',
      'struct ListenerOptions',
      'struct ListenerRuleOptions',
      'struct NewLoadBalancerOptions',
      'struct NginxExtension',
      'struct RemoteAppOptions',
      'struct RouteOptions',
      'struct SpringAppOptions',
      'struct SpringWebSocketServiceProps',
      'struct WebSocketHostProps',
      'struct WebSocketIngressProps',
      'struct ZoneDomainOptions',
    ]);
  });

  test('has no union types and nothing of any type', () => {
    expect(members.filter(({ member }) => references(member).some((each) => mentionsUnion(each) || mentionsAny(each))).map(({ at }) => at)).toEqual([]);
  });

  test('has no overloads and nothing internal', () => {
    const names = members.map(({ at }) => at);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
    expect(names.filter((name) => name.split('.')[1]!.startsWith('_'))).toEqual([]);
  });

  test('makes choices through factories only', () => {
    const choices = ['SpringApp', 'Route', 'AppSecret', 'HostCapacity', 'HostImage', 'IngressListener', 'ServiceDomain', 'Handshake'];
    const open = Object.entries(types).filter(([name, type]) => choices.includes(name.split('.').pop()!) && type.initializer);
    expect(open.map(([name]) => name)).toEqual([]);
  });

  test('says what everything is, and the default of what may be left out', () => {
    const silent = members.filter(({ at, member }) => !at.endsWith('.constructor') && !member.docs?.summary && !/\.(connections|grantPrincipal)$/.test(at));
    expect(silent.map(({ at }) => at)).toEqual([]);
    expect(Object.entries(types).filter(([, { docs }]) => !docs?.summary).map(([name]) => name)).toEqual([]);
    expect(members.filter(({ member, type }) => type.datatype && member.optional && member.docs?.default === undefined).map(({ at }) => at)).toEqual([]);
  });
});
