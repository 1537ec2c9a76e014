import * as net from 'node:net';
import type { HostTarget } from './between-hosts';
import { since } from './dial';
import type { StompClient } from './message-clients';
import { openRelay, type Relay } from './relay';
import { messagesIn, subscribe } from './resp';
import { trimmed } from './sockjs';
import { clientsOf, wait, type MessageRoute } from './stomp-clients';

/** The engine through which hosts share messages, and the name of what they share. */
export interface SharedChannel {
  readonly connect: net.NetConnectOpts;
  readonly channel: string;
}

/** To which destinations hosts sent while only one of them had a client. */
export interface BroadcastsEvidence {
  readonly destinations: readonly { readonly destination: string; readonly hosts: number }[];
  readonly failure?: string;
  readonly watchedMs: number;
  readonly ms: number;
}

/** What clients did before is over then. */
const SETTLE_MS = 2000;
const WATCH_MS = 3000;

/** Asks: what do hosts send of themselves? One client comes to one host; what another host sends then, each host sends. */
export async function broadcasts(
  { connect, channel }: SharedChannel,
  { target }: HostTarget,
  route: MessageRoute,
  destination: string,
): Promise<BroadcastsEvidence> {
  const started = performance.now();
  const clients: StompClient[] = [];
  const errors: string[] = [];
  const senders = new Map<string, Set<string>>();
  let relay: Relay | undefined;
  await wait(SETTLE_MS);
  const socket = net.connect(connect, () => socket.write(subscribe(channel)));
  const messages = messagesIn((bytes) => {
    const sent = sentBy(bytes);
    if (sent) {
      senders.set(sent.destination, (senders.get(sent.destination) ?? new Set()).add(sent.origin));
    }
  });
  socket.on('data', messages).on('error', (error) => errors.push(error.message));
  try {
    relay = await openRelay(target);
    const client = await clientsOf(`${relay.url}${trimmed(route.path)}`, route, errors)(clients, performance.now() + 8000);
    client?.subscribe(destination, () => undefined);
    await wait(WATCH_MS);
  } finally {
    socket.destroy();
    await Promise.race([Promise.allSettled(clients.map((client) => client.deactivate({ force: true }))), wait(500)]);
    relay?.close();
  }
  const destinations = [...senders].map(([name, origins]) => ({ destination: name, hosts: origins.size }));
  return { destinations, failure: errors[0], watchedMs: WATCH_MS, ms: since(started) };
}

/** The companion's frame: version, kind, origin, sequence and time, then the destination with its length. */
const FRAME = { version: 1, topic: 0, origin: 2, destination: 26 };

function sentBy(bytes: Buffer): { origin: string; destination: string } | undefined {
  const { version, topic, origin, destination } = FRAME;
  if (bytes.length < destination + 4 || bytes[0] !== version || bytes[1] !== topic) {
    return undefined;
  }
  const start = destination + 4;
  return {
    origin: bytes.subarray(origin, origin + 8).toString('hex'),
    destination: bytes.subarray(start, start + bytes.readInt32BE(destination)).toString('utf8'),
  };
}
