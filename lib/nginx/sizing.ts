import { plainly, type Refuse } from '../chain/refuse';

/**
 * From a machine and the connections it shall hold to every number that would otherwise cut them off.
 *
 * What a connection costs was measured (docs/sizing.md says how): nginx 20.1 kB an idle tunnel and what
 * messages touch of its buffers, the kernel 4.8 kB an end over TCP and 3 kB one of a Unix socket, and the
 * application's JVM as below; with a broker relay nginx 22 kB more, and the JVM what a session took without the companion, less what the
 * same takes without a relay. The fixed amounts and the shares of memory are estimates.
 */

/** What the host is and what it shall carry. */
export interface Load {
  readonly memoryMiB: number;
  readonly vcpus: number;
  /** Open sockets at the same time. */
  readonly connections: number;
  /** The prop that says so. */
  readonly connectionsProp?: string;
  /** Hosts are of several instance types, and this is the smallest. */
  readonly smallest?: boolean;
  /** The size that 95 % of the messages stay under, in bytes. */
  readonly messageBytes: number;
  /** Spring Boot runs on another machine: no JVM to feed, but only one source address towards it. */
  readonly remote: boolean;
  /** Spring Boot's Tomcat has the companion: it listens on a Unix socket too, which takes no ports, and its sessions have short buffers. */
  readonly unixSocket?: boolean;
  /** Each session has a connection to a broker too: from the application to nginx, and from nginx to the broker. */
  readonly relay?: boolean;
}

/** The numbers that nginx, Tomcat, the JVM and the kernel are given. */
export interface Sizing {
  readonly workers: number;
  readonly workerConnections: number;
  /** nginx's LimitNOFILE. */
  readonly openFiles: number;
  /** Source addresses towards Spring Boot: one carries 28 232 connections and is slow from 14 000 on. */
  readonly sources: number;
  /** Accept queue of nginx and of Tomcat, somaxconn and tcp_max_syn_backlog. */
  readonly backlog: number;
  /** max-connections of Tomcat and of Jetty; Tomcat's 8192 by default, and connection 8193 hangs without a log line. */
  readonly serverConnections: number;
  /** Spring Boot's LimitNOFILE. */
  readonly appOpenFiles: number;
  /** How long Tomcat's buffers of a session are, where the companion is in, in bytes. */
  readonly sessionBuffer: number;
  /** -Xmx. */
  readonly heapMiB: number;
  /** Spring Boot's MemoryMax: the heap, and what the JVM takes besides. */
  readonly appMemoryMiB: number;
}

const MiB = 1024 * 1024;
/** What the system, nginx itself and the agent take, in MiB. */
const SYSTEM_MIB = 150;
/** What the JVM takes besides its heap, whatever the heap's size, in MiB: classes, compiled code, threads. */
const JVM_MIB = 250;
/** The application without any session, in MiB of heap. */
const APPLICATION_MIB = 250;
/** Share of the instance type's memory that Linux sees at least (Karpenter's vm-memory-overhead-percent, 0.075, says as much). */
const VISIBLE = 0.925;
/** Share of the heap in what grows with it: the rest is for the collector's own tables. */
const HEAP = 0.9;
const TCP_BYTES = 4800;
const UNIX_BYTES = 3000;
/** A session of another server than Tomcat, in bytes of live heap. */
const USUAL_SESSION_BYTES = 75_000;
/** A session of Tomcat's with the companion, without the eight buffers that the companion has shortened. */
const SHORT_SESSION_BYTES = 17_000;
const SHORT_BUFFERS = 8;
/** What the JVM takes for it besides its heap. */
const SHORT_NATIVE_BYTES = 4500;
/** Room for the garbage collector. */
const HEAP_HEADROOM = 1.5;
/** Connections a source address carries before finding a free port gets slow. */
const CONNECTIONS_A_SOURCE = 12_000;
/** Ephemeral ports (32768-60999) towards one address and port. */
const PORTS_A_SOURCE = 28_000;

/** What nginx takes for an idle tunnel whose messages were short. */
const TUNNEL_BYTES = 20_100;
/** What nginx takes for a session's connection to the broker, with TLS. */
const RELAY_BYTES = 22_000;
/** A relayed session's own in the heap, beside the usual ones: the connection and what two subscriptions hold. */
const RELAY_SESSION_BYTES = 67_000;
/** What the JVM takes for it besides its heap. */
const RELAY_NATIVE_BYTES = 38_000;
/** proxy_buffer_size of socket routes: one for each direction, of which a message touches its own length. */
const BUFFER_BYTES = 16_384;

/** The numbers for a load; throws when the memory does not carry the connections, saying how much would. */
export function size(load: Load, refuse: Refuse = plainly): Sizing {
  const { connectionsProp: prop = 'connections' } = load;
  const machine = load.smallest ? 'the smallest of instanceTypes' : 'the instance type';
  const tunnel = TUNNEL_BYTES + 2 * Math.min(BUFFER_BYTES, load.messageBytes);
  const relay = load.relay ? RELAY_BYTES + RELAY_NATIVE_BYTES : 0;
  const outsideHeap = tunnel + relay + kernelBytes(load) + (load.unixSocket ? SHORT_NATIVE_BYTES : 0);
  const session = load.remote ? 0 : HEAP_HEADROOM * sessionBytes(load);
  const fixedMiB = SYSTEM_MIB + (load.remote ? 0 : JVM_MIB + APPLICATION_MIB / HEAP);
  const bytesAConnection = outsideHeap + session / HEAP;
  const memoryFor = (connections: number) => Math.ceil((fixedMiB + (connections * bytesAConnection) / MiB) / VISIBLE);
  const neededMiB = memoryFor(load.connections);
  if (neededMiB > load.memoryMiB) {
    const most = Math.floor(((VISIBLE * load.memoryMiB - fixedMiB) * MiB) / bytesAConnection);
    throw refuse(
      `${prop} is ${load.connections}, which needs ${neededMiB} MiB of memory, but ${machine} has ${load.memoryMiB} MiB: ` +
        (most > 0
          ? `take a larger ${load.smallest ? 'one' : 'instance type'} or at most ${most} connections`
          : `take one with at least ${memoryFor(1)} MiB, which a single connection needs`),
    );
  }
  if (load.relay && load.connections > PORTS_A_SOURCE) {
    throw refuse(
      `${prop} is ${load.connections}, but one host has ports for ${PORTS_A_SOURCE} connections of a broker relay: ` +
        'ask for fewer on a host, and more hosts',
    );
  }
  if (load.remote && load.connections > PORTS_A_SOURCE) {
    throw refuse(
      `${prop} is ${load.connections}, ` +
        `but one host has ports for ${PORTS_A_SOURCE} connections to an application on another machine: ` +
        'ask for fewer, or run the application on the host itself',
    );
  }
  const appMemoryMiB = VISIBLE * load.memoryMiB - SYSTEM_MIB - (load.connections * outsideHeap) / MiB;
  const slots = Math.ceil((((load.relay ? 4 : 2) * load.connections) / load.vcpus) * 1.3 * (16 / 15)) + 512;
  const workerConnections = Math.max(4096, slots);
  return {
    workers: load.vcpus,
    workerConnections,
    openFiles: Math.max(65_536, workerConnections + 1024),
    sources: load.remote || load.unixSocket ? 1 : Math.ceil(load.connections / CONNECTIONS_A_SOURCE),
    backlog: Math.min(65_535, Math.max(4096, 2 ** Math.ceil(Math.log2(load.connections / 2)))),
    serverConnections: Math.ceil(1.1 * load.connections) + 256,
    appOpenFiles: 65_536 + (load.relay ? 2 : 1) * load.connections,
    sessionBuffer: sessionBuffer(load.messageBytes),
    heapMiB: load.remote ? 0 : Math.floor(HEAP * (appMemoryMiB - JVM_MIB)),
    appMemoryMiB: load.remote ? 0 : Math.floor(appMemoryMiB),
  };
}

/** The load balancer's end is elsewhere, and the broker's. */
function kernelBytes({ remote, unixSocket, relay }: Load): number {
  return TCP_BYTES + (unixSocket ? 2 * UNIX_BYTES : (remote ? 1 : 2) * TCP_BYTES) + (relay ? 3 * TCP_BYTES : 0);
}

function sessionBytes({ unixSocket, messageBytes, relay }: Load): number {
  const session = unixSocket ? SHORT_SESSION_BYTES + SHORT_BUFFERS * sessionBuffer(messageBytes) : USUAL_SESSION_BYTES;
  return session + (relay ? RELAY_SESSION_BYTES : 0);
}

/** With room for what a message has around it; a longer one comes and goes in parts. */
function sessionBuffer(messageBytes: number): number {
  return Math.min(4096, Math.max(2048, 2 ** Math.ceil(Math.log2(2 * messageBytes))));
}
