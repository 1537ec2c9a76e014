import { randomBytes } from 'node:crypto';
import { since } from './dial';
import { Listener, type Heard } from './listener';
import type { Echo } from './echo';
import type { StompClient } from './message-clients';
import { openRelay, type Relay } from './relay';
import { trimmed } from './sockjs';
import { clientsOf, wait, type MessageRoute } from './stomp-clients';
import type { Target } from './target';

/** One of several hosts behind a load balancer, and the way to it. */
export interface HostTarget {
  readonly name: string;
  readonly target: Target;
}

/** What a client of one host heard of what a client of one host, maybe its own, sent. */
export interface Way extends Heard {
  readonly from: string;
  readonly to: string;
}

/** How messages went from every host to every host, with the libraries that browsers use. */
export interface BetweenHostsEvidence {
  readonly echo: Echo;
  /** How hosts were found, where nobody knows them; each client is one of its own where nothing tells them apart. */
  readonly met?: { readonly visits: number; readonly by?: string };
  /** How many messages each client sent. */
  readonly sent: number;
  readonly ways: readonly Way[];
  /** ERROR frames, closes and time-outs, in the order in which they came. */
  readonly errors: readonly string[];
  readonly ms: number;
}

const MESSAGES = 10;
const FEW_MESSAGES = 2;
const GREETING_MS = 250;
const QUIET_GREETING_MS = 1000;
/** How long a message may take to another host. */
const CROSSING_MS = 5000;
/** After the last expected message a copy comes at once or not at all. */
const COPIES_MS = 500;

/** How clients are to talk to each other. */
export interface Talk {
  /** Whether to wait for what others say. */
  readonly crosses?: boolean;
  /** Others listen besides: few messages. */
  readonly quietly?: boolean;
  /** How long the first message may take to another host. */
  readonly crossingMs?: number;
}

/** Asks: what does a client on each host hear of what a client on each host sends? */
export async function betweenHosts(
  hosts: readonly HostTarget[],
  route: MessageRoute,
  echo: Echo,
  { crosses = true, quietly = false, crossingMs = CROSSING_MS }: Talk = {},
): Promise<BetweenHostsEvidence> {
  const started = performance.now();
  const sent = quietly ? FEW_MESSAGES : MESSAGES;
  const errors: string[] = [];
  const clients: StompClient[] = [];
  const relays: Relay[] = [];
  const listeners: Listener[] = [];
  try {
    const connected = hosts.map(async ({ name, target }) => {
      const relay = await openRelay(target);
      relays.push(relay);
      const connect = clientsOf(`${relay.url}${trimmed(route.path)}`, route, errors);
      const client = await connect(clients, started + (route.timeoutMs ?? 12_000));
      return client && new Listener(name, client, echo, randomBytes(6).toString('hex'));
    });
    listeners.push(...(await Promise.all(connected)).filter((listener) => listener !== undefined));
    const everybody = await (quietly ? greetedQuietly(listeners) : greeted(listeners, crosses, { patienceMs: crossingMs }));
    listeners.forEach((listener) => listener.send(sent));
    await until((to, from) => !(everybody || to === from) || to.heard(from, sent).messages >= sent, listeners);
    await wait(COPIES_MS);
  } catch (error) {
    errors.push((error as Error).message.split('\n')[0]);
  } finally {
    await Promise.race([Promise.allSettled(clients.map((client) => client.deactivate({ force: true }))), wait(500)]);
    relays.forEach((relay) => relay.close());
  }
  const ways = listeners.flatMap((from) => listeners.map((to): Way => ({ from: from.name, to: to.name, ...to.heard(from, sent) })));
  return { echo, sent, ways, errors, ms: since(started) };
}

/** Waits until all hear each other; whether they do. */
async function greeted(
  listeners: readonly Listener[],
  crosses: boolean,
  { everyMs = GREETING_MS, patienceMs = CROSSING_MS } = {},
): Promise<boolean> {
  const greet = () => listeners.forEach((listener) => listener.greet());
  greet();
  const repeat = setInterval(greet, everyMs);
  const all = await until((to, from) => !(crosses || to === from) || to.knows(from), listeners, patienceMs);
  clearInterval(repeat);
  return crosses && all;
}

/** Greets no longer than until each hears its own; whether they hear each other may take its time afterwards. */
async function greetedQuietly(listeners: readonly Listener[]): Promise<boolean> {
  await greeted(listeners, false, { everyMs: QUIET_GREETING_MS });
  return true;
}

/** Waits until something holds for each listener and each sender; whether it does. */
async function until(
  holds: (to: Listener, from: Listener) => boolean,
  listeners: readonly Listener[],
  patienceMs = CROSSING_MS,
): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  const all = () => listeners.every((to) => listeners.every((from) => holds(to, from)));
  while (!all() && performance.now() < deadline) {
    await wait(20);
  }
  return all();
}
