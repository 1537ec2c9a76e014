import { promises as dns } from 'node:dns';
import { since, type Failure } from './dial';

/** What a name resolves to. */
export interface ResolveEvidence {
  readonly name: string;
  readonly v4: readonly string[];
  readonly v6: readonly string[];
  /** Who answered in place of DNS, and with what record of the template. */
  readonly standIn?: string;
  readonly failure?: Failure;
  readonly ms: number;
}

/** Asks: does the name lead anywhere? */
export async function resolve(name: string): Promise<ResolveEvidence> {
  const started = performance.now();
  const [v4, v6] = await Promise.all([within(dns.resolve4(name)), within(dns.resolve6(name))]);
  const none = v4.length === 0 && v6.length === 0;
  return { name, v4, v6, failure: none ? { kind: 'unresolved', message: `no address for ${name}` } : undefined, ms: since(started) };
}

async function within(lookup: Promise<string[]>): Promise<string[]> {
  const late = new Promise<string[]>((give) => setTimeout(() => give([]), 5000).unref());
  return Promise.race([lookup.catch(() => []), late]);
}
