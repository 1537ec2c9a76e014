import { socketRequest, type Transport } from '../logs/socket-path';
import type { HarEntry } from './entry';

/** An entry that belongs to a socket, its place in the file, and what it was for. */
export interface Asked {
  readonly entry: HarEntry;
  readonly index: number;
  readonly transport: Transport;
  readonly session?: string;
}

/** One attempt of a client to connect: SockJS's begins with /info, a raw one is a handshake. */
export interface Attempt {
  /** Where: origin and path of the route. */
  readonly origin: string;
  readonly route: string;
  readonly sockJs: boolean;
  readonly asked: readonly Asked[];
}

const MAX_ATTEMPTS = 500;

/** Sorts a recording's entries into attempts, in the order in which they began. */
export function attemptsIn(entries: readonly HarEntry[]): Attempt[] {
  const attempts: { origin: string; route: string; sockJs: boolean; asked: Asked[] }[] = [];
  const ordered = entries.map((entry, index) => ({ entry, index: index + 1 })).sort((a, b) => a.entry.at - b.entry.at || a.index - b.index);
  for (const { entry, index } of ordered) {
    const found = socketRequest(entry.url.pathname + entry.url.search);
    const raw = entry.isWebSocket && found?.session === undefined;
    if ((!found && !raw) || attempts.length >= MAX_ATTEMPTS || entry.method === 'OPTIONS') {
      continue;
    }
    const origin = entry.url.origin === 'null' ? `${entry.url.protocol}//${entry.url.host}` : entry.url.origin;
    const page = origin.replace(/^ws/, 'http');
    const asked: Asked = { entry, index, transport: raw ? 'websocket' : found!.transport, session: found?.session };
    const route = raw ? entry.url.pathname : found!.route;
    const known =
      raw || found!.transport === 'info'
        ? undefined
        : [...attempts].reverse().find((each) => each.origin === page && each.route === route && each.sockJs);
    if (known) {
      known.asked.push(asked);
    } else {
      attempts.push({ origin: page, route, sockJs: !raw, asked: [asked] });
    }
  }
  // A lonely iframe.html or a GET of somebody's /info is no attempt to connect.
  return attempts.filter(({ asked }) => asked.some(({ transport }) => transport !== 'iframe'));
}
