import type { Target } from '../../../lib/probes/target';
import { openWebSocket, type WebSocketClient } from '../../../lib/probes/web-socket';

const HOW_MANY = 5;
const ANSWER_MS = 10_000;

/** Clients that are silent while something happens and then want to go on. */
export class Sockets {
  private constructor(private readonly clients: readonly WebSocketClient[]) {}

  static async open(target: Target, path: string): Promise<Sockets> {
    const opened = await Promise.all(Array.from({ length: HOW_MANY }, () => openWebSocket(target, { path, origin: target.origin })));
    const clients = opened.flatMap(({ socket }) => socket ?? []);
    if (clients.length < HOW_MANY) {
      const { status, failure } = opened.find(({ socket }) => !socket)!;
      throw new Error(`only ${clients.length} of ${HOW_MANY} sockets open at ${target.origin}${path}: ${status ?? failure?.message}`);
    }
    return new Sockets(clients);
  }

  /** Says something on each and closes it; `5 of 5 sockets went on`. */
  async survivors(): Promise<{ readonly count: number; readonly all: boolean; readonly text: string }> {
    const answers = await Promise.all(
      this.clients.map(async (client) => {
        client.send('still there?');
        const incoming = await client.next(ANSWER_MS);
        client.close();
        return 'text' in incoming;
      }),
    );
    const count = answers.filter(Boolean).length;
    return { count, all: count === HOW_MANY, text: `${count} of ${HOW_MANY} open sockets went on` };
  }
}
