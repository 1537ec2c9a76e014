import { handshake } from './handshake';
import { reach } from './reach';
import { sockJsInfo } from './sockjs-info';
import { TELLING_PROTOCOLS } from './stomp';
import type { Target } from './target';

/** What one address of a name, which accepts connections, answers about a route. */
export interface NodeEvidence {
  readonly address: string;
  /** The status of /info, and of a handshake at the path itself; absent where there was no answer. */
  readonly info?: number;
  readonly handshake?: number;
}

/** How often addresses that answer differently are asked: servers behind one address take turns too. */
const TIMES = 3;

/** No load balancer has more nodes than zones. */
const MOST = 6;

/** Asks: does every address that accepts connections give the same answers? Undefined where it is chance which ones come. */
export async function nodes(
  target: Target,
  {
    path,
    origin,
    addresses,
    port,
    timeoutMs,
  }: { path: string; origin: string; addresses: readonly string[]; port: number; timeoutMs: number },
): Promise<readonly NodeEvidence[] | undefined> {
  if (addresses.length < 2) {
    return undefined;
  }
  const ask = async (host: string): Promise<readonly NodeEvidence[]> => {
    const reached = await reach([host], port, timeoutMs);
    if (!reached.addresses.some(({ connected }) => connected)) {
      return [];
    }
    const here = { ...target, connect: { host, port } };
    const [info, socket] = await Promise.all([
      sockJsInfo(here, path, origin),
      handshake(here, { path, origin, protocols: TELLING_PROTOCOLS }),
    ]);
    return [{ address: host, info: info.status, handshake: socket.status }];
  };
  const askAll = async () => (await Promise.all(addresses.slice(0, MOST).map(ask))).flat();
  const first = await askAll();
  for (let time = 1; time < TIMES && differs(first); time++) {
    if (JSON.stringify(await askAll()) !== JSON.stringify(first)) {
      return undefined;
    }
  }
  return first;
}

/** Whether they answer differently, or some of them not at all. */
export function differs(found: readonly NodeEvidence[]): boolean {
  return new Set(found.map(({ info, handshake: socket }) => `${info} ${socket}`)).size > 1;
}
