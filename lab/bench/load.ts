import { randomBytes } from 'node:crypto';
import { once, setMaxListeners } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { paced } from './paced';
import { shakeHands } from './handshake';
import { broadcast, type Delays } from './load-fleet';
import { connectStomp } from './load-stomp';

/** What the load generator is asked, one after the other. */
export type Ask =
  | { readonly ask: 'open'; readonly port: number; readonly connections: number }
  /** STOMP sessions of a real application, each subscribed once. */
  | { readonly ask: 'open-stomp'; readonly port: number; readonly path: string; readonly connections: number; readonly plain?: boolean }
  /** STOMP sessions until the first is refused or not answered; the answer is how many there are. */
  | { readonly ask: 'fill-stomp'; readonly port: number; readonly path: string; readonly most: number }
  /** All at once, as after a break: each tries until it is in, waiting a second after a refusal. The answer is in milliseconds. */
  | { readonly ask: 'come-back'; readonly port: number; readonly path: string; readonly connections: number }
  /** Sessions with a broker, so many at a time, besides those that are open. The answer is in milliseconds. */
  | { readonly ask: 'connect-stomp'; readonly port: number; readonly tls: boolean; readonly connections: number; readonly slots: number }
  | { readonly ask: 'close' }
  /** Every connection sends its next message when it has heard the one before. */
  | { readonly ask: 'round-trips'; readonly bytes: number; readonly ms: number }
  /** One message at a time, over all connections in turn. */
  | { readonly ask: 'one-by-one'; readonly bytes: number; readonly messages: number }
  /** So many messages a second; the answer is how late the slowest of 100 are back. */
  | { readonly ask: 'paced'; readonly bytes: number; readonly perSecond: number; readonly ms: number }
  /** A session more says so much a second, which every open STOMP session hears; the answer is how many messages, and how late. */
  | { readonly ask: 'broadcast'; readonly port: number; readonly path: string; readonly perSecond: number; readonly ms: number }
  /** So many at a time connect, shake hands and close. */
  | { readonly ask: 'handshakes'; readonly port: number; readonly slots: number; readonly ms: number };

/** What was counted, and how many handshakes failed meanwhile where that does not end it. */
export interface Answer {
  readonly count: number;
  readonly failed?: number;
  readonly delays?: Delays;
}

let sockets: Socket[] = [];

/** A masked frame; a mask of zeros leaves a text as it is. */
function frame(payload: Buffer, opcode: 1 | 2, mask: Buffer): Buffer {
  const { length } = payload;
  const head = length < 126 ? Buffer.from([0x80 | opcode, 0x80 | length]) : Buffer.from([0x80 | opcode, 0xfe, length >> 8, length & 0xff]);
  return Buffer.concat([head, mask, payload]);
}

const binary = (bytes: number) => frame(Buffer.alloc(bytes, 'x'), 2, randomBytes(4));
const text = (words: string) => frame(Buffer.from(words), 1, Buffer.alloc(4));

async function open(connections: number, one: () => Promise<Socket>): Promise<number> {
  while (sockets.length < connections) {
    const some = Math.min(64, connections - sockets.length);
    sockets.push(...(await Promise.all(Array.from({ length: some }, one))));
  }
  return sockets.length;
}

/** A session that is subscribed. */
async function stomp(port: number, path: string, plain?: boolean): Promise<Socket> {
  const socket = await shakeHands(port, path, { plain });
  socket.write(text('CONNECT\naccept-version:1.2\nhost:localhost\n\n\0'));
  // CONNECTED, which may come compressed.
  const [frame] = (await once(socket, 'data')) as [Buffer];
  if ((frame[0] & 0x0f) !== 1) throw new Error('a session was not connected');
  socket.removeAllListeners('data').resume();
  socket.write(text('SUBSCRIBE\nid:0\ndestination:/topic/room\n\n\0'));
  return socket;
}

/** Who is not in by then counts as failed. */
const PATIENCE_MS = 60_000;

/** Who waits as long for an answer has been refused. */
const ANSWER_MS = 10_000;

async function fill(port: number, path: string, most: number): Promise<number> {
  for (let refused = false; !refused && sockets.length < most; ) {
    const late = pause(ANSWER_MS, undefined, { ref: false }).then(() => Promise.reject(new Error('no answer')));
    const some = await Promise.allSettled(Array.from({ length: 32 }, () => Promise.race([stomp(port, path), late])));
    sockets.push(...some.flatMap((each) => (each.status === 'fulfilled' ? each.value : [])));
    refused = some.some(({ status }) => status === 'rejected');
  }
  return sockets.length;
}

async function comeBack(port: number, path: string, connections: number): Promise<Answer> {
  const started = performance.now();
  const over = new AbortController();
  const patience = setTimeout(() => over.abort(), PATIENCE_MS);
  // One listener for each connection.
  setMaxListeners(0, over.signal);
  let failed = 0;
  const one = async (): Promise<Socket[]> => {
    while (!over.signal.aborted) {
      try {
        return [await shakeHands(port, path, { signal: over.signal })];
      } catch {
        failed += 1;
        await pause(1000);
      }
    }
    return [];
  };
  sockets = (await Promise.all(Array.from({ length: connections }, one))).flat();
  clearTimeout(patience);
  return { count: Math.min(performance.now() - started, PATIENCE_MS), failed };
}

/** Calls `heard` whenever a whole message of this size has come back on a socket. */
function listen(bytes: number, heard: (socket: Socket) => void): () => void {
  const ends = sockets.map((socket) => {
    let left = bytes;
    const read = (data: Buffer) => {
      left -= data.length;
      if (left <= 0) {
        left += bytes;
        heard(socket);
      }
    };
    socket.on('data', read);
    return () => void socket.off('data', read);
  });
  return () => ends.forEach((end) => end());
}

function roundTrips(bytes: number, ms: number): Promise<number> {
  const message = binary(bytes);
  let count = 0;
  let going = true;
  let answering: Socket[] = [];
  // All answers of one look at the network are answered together, as a generator without a runtime between would.
  const flush = () => {
    const now = answering;
    answering = [];
    now.forEach((socket) => socket.write(message));
  };
  return new Promise((resolve) => {
    let outstanding = sockets.length;
    const end = listen(message.length, (socket) => {
      if (!going) {
        outstanding -= 1;
        return void (outstanding === 0 && finish());
      }
      count += 1;
      if (answering.push(socket) === 1) setImmediate(flush);
    });
    const finish = () => {
      end();
      resolve(count);
    };
    sockets.forEach((socket) => socket.write(message));
    setTimeout(() => {
      going = false;
      outstanding -= answering.length;
      answering = [];
      if (outstanding === 0) finish();
    }, ms);
  });
}

async function oneByOne(bytes: number, messages: number): Promise<number> {
  const message = binary(bytes);
  let next: () => void = () => undefined;
  const end = listen(message.length, () => next());
  for (let sent = 0; sent < messages; sent += 1) {
    await new Promise<void>((resolve) => {
      next = resolve;
      sockets[sent % sockets.length].write(message);
    });
    // Until all have gone to sleep: else two messages could share a call of epoll_wait.
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  end();
  return messages;
}

async function handshakes(port: number, slots: number, ms: number): Promise<number> {
  const end = performance.now() + ms;
  let count = 0;
  const slot = async () => {
    while (performance.now() < end) {
      const socket = await shakeHands(port);
      count += 1;
      await new Promise((resolve) => socket.once('close', resolve).resetAndDestroy());
    }
  };
  await Promise.all(Array.from({ length: slots }, slot));
  return count;
}

async function say(ask: Extract<Ask, { readonly ask: 'broadcast' }>): Promise<Answer> {
  const speaker = await shakeHands(ask.port, ask.path, { plain: true });
  speaker.resume().write(text('CONNECT\naccept-version:1.2\nhost:localhost\n\n\0'));
  const send = (words: string) => void speaker.write(text(`SEND\ndestination:/topic/room\n\n${words}\0`));
  return broadcast(send, sockets, ask).finally(() => speaker.destroy());
}

async function answer(ask: Ask): Promise<number | Answer> {
  switch (ask.ask) {
    case 'open':
      return open(ask.connections, () => shakeHands(ask.port));
    case 'open-stomp':
      return open(ask.connections, () => stomp(ask.port, ask.path, ask.plain));
    case 'fill-stomp':
      return fill(ask.port, ask.path, ask.most);
    case 'come-back':
      return comeBack(ask.port, ask.path, ask.connections);
    case 'connect-stomp':
      return connectStomp(ask, (socket) => sockets.push(socket));
    case 'broadcast':
      return say(ask);
    case 'close':
      sockets.forEach((socket) => socket.destroy());
      sockets = [];
      return 0;
    case 'round-trips':
      return roundTrips(ask.bytes, ask.ms);
    case 'one-by-one':
      return oneByOne(ask.bytes, ask.messages);
    case 'paced':
      return paced(sockets, binary(ask.bytes), ask.perSecond, ask.ms, listen);
    case 'handshakes':
      return handshakes(ask.port, ask.slots, ask.ms);
  }
}

process.on('message', (ask: Ask) => {
  answer(ask).then(
    (result) => process.send?.(typeof result === 'number' ? { count: result } : result),
    (error: Error) => process.send?.({ error: error.message }),
  );
});
process.on('disconnect', () => process.exit());
