/**
 * From a machine and the connections it shall hold to every number that would otherwise cut them off.
 *
 * What a connection costs was measured (docs/sizing.md says how): nginx 19.8 kB an idle tunnel with 4 kB
 * buffers, the kernel 4.8 kB a TCP socket of which a tunnel has three on the host, Tomcat and Spring
 * 75 kB of live heap a session. The fixed amounts and the shares of memory are estimates.
 */

/** What the host is and what it shall carry. */
export interface Load {
  readonly memoryMiB: number;
  readonly vcpus: number;
  /** Open sockets at the same time. */
  readonly connections: number;
  /** The size that 95 % of the messages stay under, in bytes. */
  readonly messageBytes: number;
  /** Spring Boot runs on another machine: no JVM to feed, but only one source address towards it. */
  readonly remote: boolean;
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
  /** proxy_buffer_size of socket routes. */
  readonly bufferBytes: number;
  /** server.tomcat.max-connections; 8192 by default, and connection 8193 hangs without a log line. */
  readonly tomcatConnections: number;
  /** Spring Boot's LimitNOFILE. */
  readonly appOpenFiles: number;
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
/** Share of the instance type's memory that Linux sees at least (Karpenter reckons with as much: its vm-memory-overhead-percent is 0.075). */
const VISIBLE = 0.925;
/** Share of the heap in what grows with it: the rest is for the collector's own tables. */
const HEAP = 0.9;
const KERNEL_BYTES_A_SOCKET = 4800;
const HEAP_BYTES_A_SESSION = 75_000;
/** Room for the garbage collector. */
const HEAP_HEADROOM = 1.5;
/** Connections a source address carries before finding a free port gets slow. */
const CONNECTIONS_A_SOURCE = 12_000;
/** Ephemeral ports (32768-60999) towards one address and port. */
const PORTS_A_SOURCE = 28_000;

/** proxy_buffer_size and what nginx then takes for an idle tunnel, both in bytes. */
const BUFFERS = [
  { bytes: 4096, tunnel: 19_800 },
  { bytes: 8192, tunnel: 24_000 },
  { bytes: 16_384, tunnel: 36_400 },
];

/** A frame's header, RFC 6455 section 5.2. */
const FRAME_HEADER_BYTES = 14;

/** The numbers for a load; throws when the memory does not carry the connections, saying how much would. */
export function size(load: Load): Sizing {
  const buffer = BUFFERS.find(({ bytes }) => bytes >= load.messageBytes + FRAME_HEADER_BYTES) ?? BUFFERS[BUFFERS.length - 1];
  const outsideHeap = buffer.tunnel + KERNEL_BYTES_A_SOCKET * (load.remote ? 2 : 3);
  const session = load.remote ? 0 : HEAP_HEADROOM * HEAP_BYTES_A_SESSION;
  const fixedMiB = SYSTEM_MIB + (load.remote ? 0 : JVM_MIB + APPLICATION_MIB / HEAP);
  const bytesAConnection = outsideHeap + session / HEAP;
  const neededMiB = Math.ceil((fixedMiB + (load.connections * bytesAConnection) / MiB) / VISIBLE);
  if (neededMiB > load.memoryMiB) {
    throw new Error(
      `connections is ${load.connections}, which needs ${neededMiB} MiB of memory, but the instance type has ${load.memoryMiB} MiB: ` +
        `take a larger instance type or at most ${fitting(load, fixedMiB, bytesAConnection)} connections`,
    );
  }
  if (load.remote && load.connections > PORTS_A_SOURCE) {
    throw new Error(
      `connections is ${load.connections}, but one host has ports for ${PORTS_A_SOURCE} connections to an application on another machine: ` +
        'ask for fewer, or run the application on the host itself',
    );
  }
  const appMemoryMiB = VISIBLE * load.memoryMiB - SYSTEM_MIB - (load.connections * outsideHeap) / MiB;
  const slots = Math.ceil(((2 * load.connections) / load.vcpus) * 1.3 * (16 / 15)) + 512;
  const workerConnections = Math.max(4096, slots);
  return {
    workers: load.vcpus,
    workerConnections,
    openFiles: Math.max(65_536, workerConnections + 1024),
    sources: load.remote ? 1 : Math.ceil(load.connections / CONNECTIONS_A_SOURCE),
    backlog: Math.min(65_535, Math.max(4096, 2 ** Math.ceil(Math.log2(load.connections / 2)))),
    bufferBytes: buffer.bytes,
    tomcatConnections: Math.ceil(1.1 * load.connections) + 256,
    appOpenFiles: 65_536 + load.connections,
    heapMiB: load.remote ? 0 : Math.floor(HEAP * (appMemoryMiB - JVM_MIB)),
    appMemoryMiB: load.remote ? 0 : Math.floor(appMemoryMiB),
  };
}

function fitting(load: Load, fixedMiB: number, bytesAConnection: number): number {
  return Math.max(0, Math.floor(((VISIBLE * load.memoryMiB - fixedMiB) * MiB) / bytesAConnection));
}
