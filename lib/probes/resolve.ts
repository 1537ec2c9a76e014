import { promises as dns } from 'node:dns';
import * as net from 'node:net';
import { since, type Failure } from './dial';

/** What a name resolves to. */
export interface ResolveEvidence {
  readonly name: string;
  readonly v4: readonly string[];
  readonly v6: readonly string[];
  /** What the name is an alias of, where that can be seen: often the load balancer's or the CDN's own name. */
  readonly alias?: string;
  /** Who answered in place of DNS, and with what record of the template. */
  readonly standIn?: string;
  readonly failure?: Failure;
  readonly ms: number;
}

/** Asks: does the name lead anywhere? As a browser does, hosts file included; each family by itself. */
export async function resolve(name: string, timeoutMs = 5000): Promise<ResolveEvidence> {
  const started = performance.now();
  const family = net.isIP(name);
  if (family) {
    return { name, v4: family === 4 ? [name] : [], v6: family === 6 ? [name] : [], ms: since(started) };
  }
  const lookup = (wanted: 4 | 6) =>
    within(
      dns.lookup(name, { family: wanted, all: true }).then((found) => found.map(({ address }) => address)),
      [],
      timeoutMs,
    );
  const addresses = Promise.all([lookup(4), lookup(6)]);
  // The alias is an ornament: nobody waits for it.
  const alias = within(
    dns.resolveCname(name).then(([first]) => first),
    undefined,
    timeoutMs,
  );
  const [v4, v6] = await addresses;
  const none = v4.length === 0 && v6.length === 0;
  return {
    name,
    v4,
    v6,
    alias: await Promise.race([alias, new Promise<undefined>((give) => setTimeout(() => give(undefined), 30).unref())]),
    failure: none ? { kind: 'unresolved', message: `no address for ${name}` } : undefined,
    ms: since(started),
  };
}

async function within<T>(lookup: Promise<T>, otherwise: T, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((give) => (timer = setTimeout(() => give(otherwise), timeoutMs)));
  return Promise.race([lookup.catch(() => otherwise), late]).finally(() => clearTimeout(timer));
}
