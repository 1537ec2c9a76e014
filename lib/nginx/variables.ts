import type { Configuration } from './configuration';
import type { Placed } from './directives';
import { compile } from './regular-expression';

/** What a request gives to nginx's variables; headers by their names in variables, such as `http_upgrade`. */
export type RequestVariables = Readonly<Record<string, string>>;

/** The request of a browser that opens a WebSocket: Chromium's, and Firefox's, which names two things in Connection. */
export const HANDSHAKES: readonly RequestVariables[] = [
  { http_upgrade: 'websocket', http_connection: 'Upgrade', request_method: 'GET' },
  { http_upgrade: 'websocket', http_connection: 'keep-alive, Upgrade', request_method: 'GET' },
];

/** Any other request of a browser. */
export const PLAIN_REQUESTS: readonly RequestVariables[] = [{ http_upgrade: '', http_connection: 'keep-alive' }];

/** The variables of a configuration that it defines itself, by lower-case name without `$`. */
export class Variables {
  private readonly definitions = new Map<string, Placed[]>();
  private readonly known = new WeakMap<RequestVariables, Map<string, readonly string[] | undefined>>();

  constructor({ main }: Configuration) {
    const read = (directives: readonly Placed[]) => {
      for (const directive of directives) {
        const names = defined(directive);
        for (const name of names) this.definitions.set(name, [...(this.definitions.get(name) ?? []), directive]);
        if (directive.block && !DATA.has(directive.name)) read(directive.block);
      }
    };
    read(main);
  }

  /** The directives that give a variable its value. */
  definitionsOf(name: string): readonly Placed[] {
    return this.definitions.get(name.toLowerCase()) ?? [];
  }

  /** All values that a text with variables may have for a request; undefined where that cannot be told. */
  values(text: string, request: RequestVariables, depth = 0): readonly string[] | undefined {
    if (!text.includes('$')) return [text];
    const known = this.known.get(request) ?? new Map<string, readonly string[] | undefined>();
    this.known.set(request, known);
    if (!known.has(text)) known.set(text, depth > 10 ? undefined : this.computed(text, request, depth));
    return known.get(text);
  }

  private computed(text: string, request: RequestVariables, depth: number): readonly string[] | undefined {
    let values: readonly string[] = [''];
    for (const { literal, variable } of pieces(text)) {
      const each = variable === undefined ? [literal!] : this.valuesOf(variable, request, depth + 1);
      if (!each) return undefined;
      values = values.flatMap((before) => each.map((after) => before + after)).slice(0, 64);
    }
    return values;
  }

  private valuesOf(name: string, request: RequestVariables, depth: number): readonly string[] | undefined {
    const key = name.toLowerCase();
    const definitions = this.definitionsOf(key);
    if (definitions.length === 0) return request[key] !== undefined ? [request[key]] : undefined;
    const all = definitions.map((definition) => {
      if (definition.name === 'set') return this.values(definition.args[1] ?? '', request, depth);
      return definition.name === 'map' ? this.mapped(definition, request, depth) : undefined;
    });
    const known = all.filter((each) => each !== undefined).flat();
    // a variable that an `if` sets is empty while no `if` has
    const sometimes = definitions.every((definition) => definition.name === 'set') ? [''] : [];
    return all.includes(undefined) ? undefined : [...known, ...sometimes];
  }

  /** What a map makes of its source. */
  private mapped(map: Placed, request: RequestVariables, depth: number): readonly string[] | undefined {
    const sources = this.values(map.args[0] ?? '', request, depth);
    const results = sources?.map((source) => {
      const chosen = choose(map, source);
      return chosen === 'unsure' ? undefined : this.values(chosen ?? '', request, depth);
    });
    return !results || results.includes(undefined) ? undefined : results.flatMap((each) => each!);
  }
}

/** Blocks whose lines are data and no directives. */
const DATA: ReadonlySet<string> = new Set(['map', 'geo', 'split_clients', 'types', 'match']);

function defined({ name, args }: Placed): string[] {
  const variable = (word: string | undefined) => (word?.startsWith('$') ? [word.slice(1).toLowerCase()] : []);
  const captures = (word: string) => [...word.matchAll(/\(\?P?<(\w+)>/g)].map(([, group]) => group!.toLowerCase());
  switch (name) {
    case 'map':
    case 'geo':
    case 'split_clients':
      return variable(args.at(-1));
    case 'location':
    case 'server_name':
    case 'rewrite':
    case 'if':
      return args.flatMap(captures);
    default:
      return /^(set|auth_request_set|js_set|js_var|perl_set|set_by_lua\w*|set_\w+|geoip2?|secure_link_\w+)$/.test(name)
        ? variable(args[0])
        : [];
  }
}

/** The value of the line of a map that fits; `unsure` where a regular expression cannot be tried. */
export function choose({ block = [] }: Placed, source: string): string | 'unsure' | undefined {
  const lines = block.filter(({ name }) => name !== 'hostnames' && name !== 'volatile' && name !== 'include');
  const exact = lines.find(
    ({ name }) => !name.startsWith('~') && name !== 'default' && name.replace(/^\\/, '').toLowerCase() === source.toLowerCase(),
  );
  if (exact) return exact.args[0];
  for (const { name, args } of lines) {
    if (!name.startsWith('~')) continue;
    const insensitive = name.startsWith('~*');
    const expression = compile(name.slice(insensitive ? 2 : 1), insensitive ? 'i' : '');
    if (!expression) return 'unsure';
    if (expression.test(source)) return args[0];
  }
  return lines.find(({ name }) => name === 'default')?.args[0];
}

/** A text cut into literal parts and variables, as nginx does: `$name`, `${name}`, and captures such as `$1`. */
export function pieces(text: string): { readonly literal?: string; readonly variable?: string }[] {
  return [...text.matchAll(/\$(?:\{(\w+)\}|(\w+))|[^$]+|\$/g)].map(([all, braced, bare]) => {
    const variable = braced ?? bare;
    return variable === undefined ? { literal: all } : { variable };
  });
}
