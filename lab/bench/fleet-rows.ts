import type { Running } from './bench';
import { PORTS } from './candidates';
import { ENGINE_SOCKETS } from './fleet';
import type { Answer } from './load';
import type { Row } from './rows';
import { family, processorSeconds } from './usage';

/** A raw WebSocket of the application's SockJS endpoint that takes clients of every origin. */
const PATH = '/sockjs-for-all/websocket';
const SUBSCRIBERS = 200;
const PER_SECOND = 20;
const WINDOW_MS = 10_000;
/** What the engine's row sends: all of its sockets can follow. */
const SLOWLY = 3;
/** Until the JVMs have compiled what they run; so many deliveries a second. */
const WARMING_MS = 6000;
const WARMING_DELIVERIES = 10_000;

/** A client of the first host speaks, and every subscriber hears it; what processes had of the processors meanwhile. */
async function broadcast(
  { ask, subscribers, sockets = SUBSCRIBERS }: Running,
  { pids = () => [], perSecond = PER_SECOND }: { pids?: () => readonly number[]; perSecond?: number } = {},
) {
  for (const [index, port] of subscribers.entries()) {
    await ask({ ask: 'open-stomp', port, path: PATH, plain: true, connections: (sockets * (index + 1)) / subscribers.length });
  }
  const speech = { ask: 'broadcast', port: PORTS.application, path: PATH } as const;
  await ask({ ...speech, perSecond: Math.min(100, WARMING_DELIVERIES / sockets), ms: WARMING_MS });
  const before = processorSeconds(pids());
  const answer = await ask({ ...speech, perSecond, ms: WINDOW_MS });
  return { answer, seconds: processorSeconds(pids()) - before };
}

const HEARD = `until ${SUBSCRIBERS} subscribers have heard a message, ${PER_SECOND} a second`;

function delay(name: 'median' | 'p99', title: string): Row {
  return {
    name: `fleet-${name}`,
    title: `${HEARD}, ${title}`,
    unit: 'ms',
    repetitions: 3,
    candidates: ['own host', 'other host'],
    measure: async (running) => delayOf((await broadcast(running)).answer, name),
  };
}

function delayOf({ delays }: Answer, name: 'median' | 'p99'): number {
  if (!delays) throw new Error('the load says nothing of delays');
  return delays[name];
}

function processor(name: string, title: string, candidates: readonly string[]): Row {
  return {
    name: `fleet-${name}`,
    title: `processor time of the ${title}, a message to ${SUBSCRIBERS} subscribers`,
    unit: 'µs',
    repetitions: 3,
    candidates,
    async measure(running) {
      const hosts = () => [running.application, ...running.pids].filter((pid) => pid !== undefined);
      const { answer, seconds } = await broadcast(running, { pids: hosts });
      return (seconds / answer.count) * 1e6;
    },
  };
}

const engine: Row = {
  name: 'fleet-engine',
  title: `processor time of the engine in ${WINDOW_MS / 1000} s, in which two hosts share ${(SLOWLY * WINDOW_MS) / 1000} messages`,
  unit: 'ms',
  repetitions: 3,
  candidates: ENGINE_SOCKETS.map((sockets) => `${sockets} sockets`),
  async measure(running) {
    const { application = 0 } = running;
    const children = () => family(application).filter((pid) => pid !== application);
    if (children().length !== 1) throw new Error(`the application has ${children().length} children, not its engine alone`);
    return (await broadcast(running, { pids: children, perSecond: SLOWLY })).seconds * 1000;
  },
};

/** The rows with hosts that share messages. */
export const FLEET_ROWS: readonly Row[] = [
  delay('median', 'half of them'),
  delay('p99', '99 % of them'),
  processor('sharing', 'application', ['alone', 'sharing']),
  processor('hosts', 'applications', ['alone', 'two hosts']),
  engine,
];
