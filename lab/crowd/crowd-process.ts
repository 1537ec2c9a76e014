import * as https from 'node:https';
import { WebSocket } from 'ws';
import { STOMP_PROTOCOLS } from '../../lib/probes/stomp';
import type { Target } from '../../lib/probes/target';
import { Chatter, type Diary } from './chatter';
import { Cookies } from './cookies';
import type { CrowdOptions, Hosts, Order, Report, Transport, Word } from './report';
import { SockJsStream } from './sock-js-stream';
import { Tally } from './tally';

/** One after the other, as clients come in life; all at once is another question. */
const COMING_MS = 4;
/** How long the last words may take. */
const LAST_WORDS_MS = 15_000;
/** How long somebody may take to come back before the count. */
const RETURN_MS = 150_000;

let options: CrowdOptions;
let tally: Tally;
const diary: Diary = { closes: [], awayMs: [], backAt: [], refused: [] };
const chatters: Chatter[] = [];
/** How many have come, also of those who left. */
let came = 0;
let talk: NodeJS.Timeout | undefined;
let agent: https.Agent | undefined;

/** Says when the server's close frame has come. */
class Socket extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    this.emit('ending');
    super.close(code, reason);
  }
}

async function gather(given: CrowdOptions): Promise<void> {
  options = given;
  tally = new Tally(given.shared);
  await join(given.clients);
  talkOn();
}

/** One after the other; ends when everybody chats, or after a minute. */
async function join(clients: CrowdOptions['clients']): Promise<void> {
  const { target, path, roomSize } = options;
  const { origin } = target;
  agent ??= agentFor(target);
  const connections: Record<Transport, (cookies: Cookies, ending: () => void) => unknown> = {
    'SockJS stream': (cookies) => new SockJsStream(origin, path, agent!, cookies),
    WebSocket: (cookies, ending) => {
      const settings = { agent, origin, headers: cookies.headers, perMessageDeflate: false };
      const socket = new Socket(`${origin.replace(/^http/, 'ws')}${path}/websocket`, [...STOMP_PROTOCOLS], settings);
      return socket
        .once('ending', ending)
        .on('upgrade', ({ headers }) => cookies.take(headers['set-cookie']))
        .on('error', () => undefined);
    },
  };
  const rooms = Math.ceil(mixed(options.clients).length / roomSize);
  for (const transport of mixed(clients)) {
    const index = came++;
    const cookies = new Cookies();
    const person = {
      name: `p${index}`,
      room: `room-${roomOf(index, rooms)}`,
      transport,
      connect: (ending: () => void) => connections[transport](cookies, ending),
    };
    chatters.push(new Chatter(person, tally, diary, options.client));
    await pause(COMING_MS);
  }
  await until(() => chatters.every(({ chats }) => chats), 60_000);
}

function talkOn(): void {
  let turn = 0;
  clearInterval(talk);
  talk = setInterval(() => chatters[turn++ % chatters.length].speak(), (options.paceSeconds * 1000) / chatters.length);
}

function goOn(): void {
  tally.forget();
  Object.values(diary).forEach((pages) => pages.splice(0));
  talkOn();
}

function hosts(): Hosts {
  const here = chatters.filter(({ chats }) => chats).map(({ host }) => host);
  return Object.fromEntries([...new Set(here)].map((host) => [host, here.filter((each) => each === host).length]));
}

/** Of four who came one after the other two, so that some go of each room and of each of two or three hosts. */
async function halfLeaves(): Promise<void> {
  const leaving = chatters.filter((_, index) => index % 4 >= 2);
  chatters.splice(0, chatters.length, ...chatters.filter((chatter) => !leaving.includes(chatter)));
  await Promise.all(leaving.map((chatter) => chatter.leave()));
  talkOn();
}

/** Everybody's transport, such that a part of the row is as the whole: they come and speak in this order. */
function mixed(clients: CrowdOptions['clients']): Transport[] {
  return (Object.entries(clients) as [Transport, number][])
    .flatMap(([transport, count]) => Array.from({ length: count }, (_, index) => ({ transport, place: index / count })))
    .sort((a, b) => a.place - b.place)
    .map(({ transport }) => transport);
}

/** Each has people of every transport, and of every host of a load balancer that goes round its hosts. */
function roomOf(index: number, rooms: number): number {
  return (index + Math.floor(index / rooms)) % rooms;
}

/** One pool of connections for all, so that certificates are read once. */
function agentFor({ connect, ca }: Target): https.Agent {
  if (connect === undefined || !('host' in connect)) {
    return new https.Agent({ ca, keepAlive: true });
  }
  const { host: address } = connect;
  return new https.Agent({
    ca,
    keepAlive: true,
    lookup: (_name, { all }, found) => (all ? found(null, [{ address, family: 4 }]) : found(null, address, 4)),
  });
}

async function report(): Promise<Report> {
  await until(() => chatters.every(({ chats }) => chats), RETURN_MS);
  clearInterval(talk);
  await until(() => chatters.every(({ waits }) => !waits) && tally.result().lost.length === 0, LAST_WORDS_MS);
  const { user, system } = process.cpuUsage();
  return {
    ...diary,
    missing: chatters.filter(({ chats }) => !chats).map(({ state }) => state),
    hosts: hosts(),
    deliveries: tally.result(),
    megabytes: Math.round(process.memoryUsage().rss / 1e6),
    processorSeconds: Math.round((user + system) / 1e6),
  };
}

async function until(holds: () => boolean, patienceMs: number): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!holds() && Date.now() < end) {
    await pause(100);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

const say = (word: Word) => process.send!(word);

async function follow(order: Order): Promise<Word> {
  if (order === 'report') {
    return report();
  }
  if (order === 'go on') {
    goOn();
  } else if (order === 'half leaves') {
    await halfLeaves();
  } else if ('join' in order) {
    await join(order.join);
    talkOn();
    return hosts();
  } else if ('power' in order) {
    chatters.filter(({ chats, host }) => chats && host === order.power).forEach((chatter) => chatter.cutOff());
  } else {
    await gather(order.gather);
  }
  return 'done';
}

process.on('message', (order: Order) => void follow(order).then(say));
process.on('disconnect', () => process.exit());
