import { HEALTH_PATH } from '../chain/conventions';
import type { Evidence } from '../findings/evidence';
import { handshake } from '../probes/handshake';
import { health } from '../probes/health';
import { reach } from '../probes/reach';
import { redirect } from '../probes/redirect';
import { resolve, type ResolveEvidence } from '../probes/resolve';
import { sockJsInfo } from '../probes/sockjs-info';
import { sessionPath } from '../probes/sockjs';
import { unbracketed, usesTls } from '../probes/target';
import { tlsHandshake } from '../probes/tls';
import type { Lanes } from './lanes';
import { offerOf, pageOf, type Outside } from './outside';

/** What concerns a chain as a whole, asked side by side: name, addresses, certificate, plain HTTP, health. */
export async function askWhole(outside: Outside, lanes: Lanes): Promise<Partial<Evidence>> {
  const { target, http, path, addresses } = outside;
  const { hostname, port, protocol } = new URL(target.origin);
  const name = unbracketed(hostname);
  const patience = Math.min(5000, target.patienceMs ?? 5000);
  const { connect } = target;
  const number = connect && 'port' in connect ? connect.port : Number(port) || (protocol === 'https:' ? 443 : 80);
  const dns = lanes.ask('dns', async (): Promise<ResolveEvidence> => (addresses ? { name, v4: addresses.list.filter((address) => !address.includes(':')), v6: addresses.list.filter((address) => address.includes(':')), standIn: addresses.standIn, ms: 0 } : resolve(name, patience)));
  const [resolved, reached, tls, redirected, secure, healthy] = await Promise.all([
    dns,
    dns.then(({ v4, v6 }) => lanes.ask('tcp', () => reach([...v4, ...v6], number, patience))),
    usesTls(target) ? lanes.ask('tls', () => tlsHandshake(target, patience)) : undefined,
    http && lanes.ask('port 80', () => redirect(http, target.origin, path)),
    outside.secure && lanes.ask('port 443', () => askSecure(outside)),
    lanes.ask('health', () => health(target, outside.health?.path ?? HEALTH_PATH, outside.health?.matcher ?? '200', patience)),
  ]);
  // A health path that nobody named is a guess: only a good answer says something.
  const known = outside.health !== undefined || healthy.healthy;
  return { dns: resolved, reach: reached, tls, redirect: redirected, secure, health: known ? healthy : undefined };
}

async function askSecure(outside: Outside): Promise<Evidence['secure']> {
  const { secure, path } = outside;
  if (!secure) {
    return undefined;
  }
  // What kind of route it is is not known yet.
  const [info, socket, session, tls] = await Promise.all([
    sockJsInfo(secure, path, pageOf(outside)),
    handshake(secure, { path, origin: secure.origin, protocols: offerOf(outside) }),
    handshake(secure, { path: `${sessionPath(path)}/websocket`, origin: secure.origin }),
    tlsHandshake(secure, 3000),
  ]);
  return { info, handshake: socket.status === 101 ? socket : session, trusted: tls.trusted && tls.nameOk };
}
