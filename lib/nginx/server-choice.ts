import { compile } from './regular-expression';
import type { Server } from './servers';

/** Which server has which name at one listener. */
interface Names {
  readonly exact: ReadonlyMap<string, Server>;
  /** What stands behind the `*` of a leading wildcard, such as `.example.com`. */
  readonly heads: ReadonlyMap<string, Server>;
  readonly tails: ReadonlyMap<string, Server>;
  readonly expressions: readonly { readonly pattern: string; readonly server: Server }[];
}

/**
 * The server that answers for a host name where several listen at one place: nginx takes an exact name, then the longest name with a
 * leading `*`, then the longest with a trailing one, then the first regular expression, then the default server.
 */
export function chooseServer(servers: readonly Server[], at: string, host: string): Server | undefined {
  const here = servers.filter(({ listens }) => listens.some((listen) => listen.at === at));
  const { exact, heads, tails, expressions } = namesOf(here);
  const name = host.toLowerCase().replace(/\.$/, '');
  const longest = (names: ReadonlyMap<string, Server>, fits: (part: string) => boolean) =>
    names.get([...names.keys()].filter(fits).reduce((best, part) => (part.length > best.length ? part : best), ''));
  return (
    exact.get(name) ??
    longest(heads, (part) => name.endsWith(part) && name.length > part.length) ??
    longest(tails, (part) => name.startsWith(part) && name.length > part.length) ??
    expressions.find(({ pattern }) => compile(pattern, 'i')?.test(name))?.server ??
    here.find(({ listens }) => listens.some((listen) => listen.at === at && listen.default)) ??
    here[0]
  );
}

/** A name that conflicts with an earlier one is ignored, and `.a.com` is two: `a.com` and `*.a.com`. */
function namesOf(servers: readonly Server[]): Names {
  const exact = new Map<string, Server>();
  const heads = new Map<string, Server>();
  const tails = new Map<string, Server>();
  const taken = new Set<string>(); // also those of a `.a.com` whose second half conflicts, which is nobody's then
  const expressions: { pattern: string; server: Server }[] = [];
  const keep = (names: Map<string, Server>, key: string, server: Server) => !names.has(key) && names.set(key, server);
  for (const server of servers) {
    for (const name of server.names) {
      if (name.startsWith('~')) expressions.push({ pattern: name.slice(1), server });
      else if (name.startsWith('.'))
        void (!taken.has(name.slice(1)) && taken.add(name.slice(1)) && keep(heads, name, server) && keep(exact, name.slice(1), server));
      else if (name.startsWith('*.')) keep(heads, name.slice(1), server);
      else if (name.endsWith('.*')) keep(tails, name.slice(0, -1), server);
      else void (!taken.has(name) && taken.add(name) && keep(exact, name, server));
    }
  }
  return { exact, heads, tails, expressions };
}
