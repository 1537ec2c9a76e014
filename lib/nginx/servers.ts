import type { Configuration } from './configuration';
import type { Placed } from './directives';

/** One place where a server block listens. */
export interface Listen {
  /** Address and port as nginx tells listeners apart, such as `*:80`. */
  readonly at: string;
  readonly port: number;
  readonly default: boolean;
  readonly ssl: boolean;
  readonly proxyProtocol: boolean;
}

/** A server block with what decides which requests reach it. */
export interface Server {
  readonly http: Placed;
  readonly block: Placed;
  readonly names: readonly string[];
  readonly listens: readonly Listen[];
}

/** The server blocks in the order in which nginx reads them. */
export function serversOf({ main }: Configuration): Server[] {
  return named(main, 'http').flatMap((http) => named(http.block ?? [], 'server').map((block) => server(http, block)));
}

/** The directives of a name on one level; a large one is sorted by names once: an http block may hold thousands. */
export function named(level: readonly Placed[], name: string): readonly Placed[] {
  if (level.length < 32) return level.filter((directive) => directive.name === name);
  const known = sorted.get(level) ?? sort(level);
  return known.get(name) ?? NONE;
}

function sort(level: readonly Placed[]): ReadonlyMap<string, readonly Placed[]> {
  const groups = new Map<string, Placed[]>();
  for (const directive of level) {
    const group = groups.get(directive.name);
    if (group) group.push(directive);
    else groups.set(directive.name, [directive]);
  }
  sorted.set(level, groups);
  return groups;
}

const sorted = new WeakMap<readonly Placed[], ReadonlyMap<string, readonly Placed[]>>();
const NONE: readonly Placed[] = [];

function server(http: Placed, block: Placed): Server {
  const inside = block.block ?? [];
  const names = named(inside, 'server_name').flatMap(({ args }) => args);
  const old = named(inside, 'ssl').some(({ args }) => args[0] === 'on');
  const listens = named(inside, 'listen').map(({ args }) => listen(args, old));
  return {
    http,
    block,
    names: (names.length > 0 ? names : ['']).map(lower),
    listens: listens.length > 0 ? listens : [listen(['80'], old)],
  };
}

/** Regular expressions keep their case. */
function lower(name: string): string {
  return name.startsWith('~') ? name : name.toLowerCase();
}

function listen([address = '80', ...flags]: readonly string[], ssl: boolean): Listen {
  const has = (flag: string) => flags.includes(flag);
  const [, host = '*', port = '80'] = /^\d+$/.test(address)
    ? ['', '*', address]
    : (/^(\[.*\]|[^:]*)(?::(\d+))?$/.exec(address) ?? ['', address]);
  const at = address.startsWith('unix:') ? address : `${host === '0.0.0.0' ? '*' : host.toLowerCase()}:${port}`;
  return {
    at,
    port: Number(port),
    default: has('default_server') || has('default'),
    ssl: ssl || has('ssl') || has('quic'),
    proxyProtocol: has('proxy_protocol'),
  };
}
