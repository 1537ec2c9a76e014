import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { brokerJar } from '../../../lib/app/example';
import type { ServerOptions } from '../../machines/server';
import { STOMP_PORT, USER } from './stacks';

/** How a broker is reached. */
export interface BrokerOptions {
  readonly address: string;
  readonly password: string;
  /** Certificate and key. */
  readonly pemFile: string;
  readonly maximumConnections?: number;
  /** A file whose lock one of a pair holds: the other waits for it, and listens then. */
  readonly lock?: string;
}

/** A real ActiveMQ Classic; flock(1) stands where an active/standby pair has its store's lock. */
export function activeMq({ lock, ...options }: BrokerOptions): ServerOptions {
  const { command, ...place } = broker(
    brokerJar(() => undefined),
    options,
  );
  return { ...place, command: (folder) => [...(lock === undefined ? [] : ['flock', '--no-fork', lock]), ...command(folder)] };
}

/** A broker of ours in a JVM: either jar takes a file of properties. */
export function broker(jar: string, { address, password, pemFile, maximumConnections = 2000 }: BrokerOptions): ServerOptions {
  return {
    address,
    port: STOMP_PORT,
    command(folder) {
      const keystore = join(folder, 'keys.p12');
      execFileSync('openssl', ['pkcs12', '-export', '-in', pemFile, '-out', keystore, '-passout', `pass:${password}`]);
      const settings = { address: `${address}:${STOMP_PORT}`, login: USER, passcode: password, keystore, maximumConnections };
      const file = join(folder, 'broker.properties');
      const lines = Object.entries(settings).map((setting) => `${setting.join('=')}\n`);
      writeFileSync(file, lines.join(''), { mode: 0o600 });
      return ['java', '-Xmx256m', '-XX:TieredStopAtLevel=1', '-jar', jar, file];
    },
  };
}

/** A client that stays, such that a broker with room for one has no room. */
export function occupy({ address, password }: BrokerOptions, ca: string): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: address, port: STOMP_PORT, ca, checkServerIdentity: () => undefined });
    socket.once('error', reject).once('data', () => resolve(socket.off('error', reject)));
    socket.write(`CONNECT\naccept-version:1.2\nlogin:${USER}\npasscode:${password}\n\n\0`);
  });
}
