import { setTimeout as pause } from 'node:timers/promises';
import type { Running } from './bench';
import type { Row } from './rows';
import { memoryBytes } from './usage';

const SESSIONS = 900;

/** What an application asks of a broker after a break, each time with a connection of its own. */
const connects: Row = {
  name: 'relay',
  title: `${SESSIONS} STOMP CONNECTs to a broker with TLS, 50 at a time`,
  unit: 'ms',
  candidates: ['TLS to broker', 'ours relay'],
  async measure({ ask, stomp }: Running) {
    const all = { ask: 'connect-stomp', ...stomp, connections: SESSIONS, slots: 50 } as const;
    // Cold, the broker's JVM would be what is measured.
    for (let warming = 0; warming < 2; warming += 1) {
      await ask(all);
      await ask({ ask: 'close' });
      await pause(500);
    }
    return ask(all);
  },
};

const memory: Row = {
  name: 'relay-idle',
  title: "nginx's memory a relayed connection with TLS that is idle",
  unit: 'bytes',
  candidates: ['16k relay', 'ours relay'],
  deterministic: true,
  async measure({ ask, pids, stomp }: Running) {
    const some = { ask: 'connect-stomp', ...stomp, slots: 50 } as const;
    await ask({ ...some, connections: 100 });
    const before = memoryBytes(pids);
    await ask({ ...some, connections: 1000 });
    await pause(1000);
    return (memoryBytes(pids) - before) / 1000;
  },
};

/** The rows with a broker. */
export const RELAY_ROWS: readonly Row[] = [connects, memory];
