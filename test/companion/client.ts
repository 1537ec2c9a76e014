import { WebSocket } from 'ws';
import type { Jvm } from './jvm';

/** A socket that is open: what it hears until it is closed, and when. */
export class Client {
  readonly heard: string[] = [];
  readonly closed: Promise<{ code: number; reason: string; at: number }>;
  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => this.heard.push(data.toString()));
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) =>
      socket.once('close', (code, reason) => resolve({ code, reason: reason.toString(), at: performance.now() })),
    );
  }

  static async open(jvm: Jvm, path: string, protocols: string[] = [], headers: Record<string, string> = {}): Promise<Client> {
    const client = new Client(
      new WebSocket(`${jvm.hasSocket ? `ws+unix://${jvm.socket}:` : `ws://127.0.0.1:${jvm.port}`}${path}`, protocols, { headers }),
    );
    await new Promise((resolve, reject) => client.socket.once('open', resolve).once('error', reject));
    return client;
  }

  async until(text: string): Promise<this> {
    while (!this.heard.some((each) => each.includes(text))) await new Promise((resolve) => setTimeout(resolve, 20));
    return this;
  }
}
