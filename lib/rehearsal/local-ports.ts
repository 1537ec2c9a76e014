import { existsSync, readFileSync } from 'node:fs';
import * as net from 'node:net';

/** As many as are led through: a machine with more has other things on them than what an application needs. */
const MOST = 256;
const LISTENING = '0A';
/** 127.0.0.1 and any address, as /proc/net has them. */
const LOOPBACK = /^(?:0{8}|[0-9A-F]{6}7F|0{32}|0{24}01000000|0{16}FFFF0000[0-9A-F]{6}7F)$/;

/** Ports of this machine that are led into a namespace, and HAProxy's socket that tells which were used. */
export interface LocalPorts {
  readonly ports: readonly number[];
  readonly statistics: string;
}

/** The ports on which something of this machine listens that its own processes reach at 127.0.0.1. */
export function localPorts(tables: readonly string[] = ['/proc/net/tcp', '/proc/net/tcp6'].filter(existsSync).map(read)): number[] {
  const ports = tables.flatMap((table) =>
    table
      .split('\n')
      .slice(1)
      .flatMap((line) => {
        const [, local = '', , state] = line.trim().split(/\s+/);
        const [address, port] = local.split(':');
        return state === LISTENING && LOOPBACK.test(address) ? [parseInt(port, 16)] : [];
      }),
  );
  return [...new Set(ports)].sort((a, b) => a - b).slice(0, MOST);
}

/** What of HAProxy's statistics counts the connections to a port of the machine. */
export function portsUsed(statistics: string): number[] {
  return statistics.split('\n').flatMap((line) => {
    const [proxy, server, , , , , , total] = line.split(',');
    const port = /^local_(\d+)$/.exec(proxy)?.[1];
    return port !== undefined && server === 'FRONTEND' && Number(total) > 0 ? [Number(port)] : [];
  });
}

/** Asks HAProxy for its statistics; nothing where it does not answer. */
export function statisticsOf(socket: string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const client = net.connect(socket, () => client.write('show stat\n'));
    client
      .setTimeout(2000, () => client.destroy())
      .on('data', (bytes: Buffer) => (text += bytes.toString('utf8')))
      .on('error', () => undefined)
      .on('close', () => resolve(text));
  });
}

function read(path: string): string {
  return readFileSync(path, 'utf8');
}
