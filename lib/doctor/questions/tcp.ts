import { isThisMachine, nodesDiffer } from '../../findings/outside-signatures';
import type { Evidence } from '../../findings/evidence';
import { handshake } from '../../probes/handshake';
import { nodes } from '../../probes/nodes';
import { reach } from '../../probes/reach';
import { sessionPath } from '../../probes/sockjs';
import { sockJsInfo } from '../../probes/sockjs-info';
import { TELLING_PROTOCOLS } from '../../probes/stomp';
import { tlsHandshake } from '../../probes/tls';
import { patienceOf } from './asking';
import type { Asking, ChainQuestion } from './question';

/** Which addresses of the name take connections, and do they answer alike? Is a route that is asked in plain HTTP there over TLS too? */
export const TCP: ChainQuestion = {
  name: 'tcp',
  hop: 'tcp',
  asked: () => 'every address',
  needs: ['dns'],
  probes: {
    reach: {
      async ask(asking, _, after) {
        const { dns } = await after('dns');
        return reach([...(dns?.v4 ?? []), ...(dns?.v6 ?? [])], portOf(asking), patienceOf(asking));
      },
      twice: true,
    },
    nodes: {
      async ask(asking, _, after) {
        const { dns } = await after('dns');
        const addresses = [...(dns?.v4 ?? []), ...(dns?.v6 ?? [])];
        return nodes(asking.target, { ...asking, addresses, port: portOf(asking), timeoutMs: patienceOf(asking) });
      },
    },
    secure: { when: ({ chain }) => chain.secure !== undefined, ask: askSecure },
  },
  parts: ['reach'],
  isBroken: ({ reach: reached }) => reached !== undefined && !reached.addresses.some(({ connected, noWay }) => connected || noWay),
  read(evidence) {
    const { reach: reached } = evidence;
    const told = reached?.addresses.filter(({ noWay }) => !noWay) ?? [];
    const failed = told.filter(({ connected }) => !connected);
    if (!reached || told.length === 0) {
      return {
        verdict: 'undetermined',
        summary: reached?.addresses.length ? 'this machine has no way to any of the addresses' : 'no address to connect to',
        ms: reached?.ms,
      };
    }
    const untold = reached.addresses.length - told.length;
    const open = told.length - failed.length;
    const enough = failed.length === 0 || (open > 0 && isThisMachine(evidence));
    const untried = untold > 0 ? `; no IPv6 here to try ${untold} more` : '';
    const good = `port ${reached.port} open at ${open} of ${told.length} addresses${untried}`;
    if (enough && nodesDiffer(evidence)) {
      return { verdict: 'problem', summary: `${good}, which answer differently`, ms: reached.ms };
    }
    return {
      verdict: enough ? 'healthy' : 'problem',
      summary: enough ? good : failed.map(({ address, failure }) => `${address}: ${failure?.message}`).join('; '),
      ms: reached.ms,
    };
  },
};

function portOf({ target: { origin, connect } }: Asking): number {
  const { port, protocol } = new URL(origin);
  return connect && 'port' in connect ? connect.port : Number(port) || (protocol === 'https:' ? 443 : 80);
}

async function askSecure({ chain: { secure }, path, origin }: Asking): Promise<Evidence['secure']> {
  if (!secure) {
    return undefined;
  }
  // What kind of route it is need not be known yet.
  const [info, socket, session, tls] = await Promise.all([
    sockJsInfo(secure, path, origin),
    handshake(secure, { path, origin: secure.origin, protocols: TELLING_PROTOCOLS }),
    handshake(secure, { path: `${sessionPath(path)}/websocket`, origin: secure.origin }),
    tlsHandshake(secure, 3000),
  ]);
  return { info, handshake: socket.status === 101 ? socket : session, trusted: tls.trusted && tls.nameOk };
}
