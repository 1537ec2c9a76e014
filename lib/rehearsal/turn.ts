import * as net from 'node:net';

/** Rehearsals that share a machine's ports take turns: whoever listens here has them, and loses them when it ends, however it ends. */
export const TURN_PORT = 24_843;

const GREETING = 'cdk-spring-websocket: ';

/** A place in the line for the machine's ports. */
export class Turn {
  private readonly waiting = new Set<net.Socket>();
  private server?: net.Server;
  private visit?: net.Socket;
  private left = false;

  constructor(private readonly port = TURN_PORT) {}

  /** Waits until no other rehearsal has the ports, and says whose they are. */
  async take(say: (line: string) => void): Promise<void> {
    let told = '';
    while (!(await this.listen())) {
      await this.visitHolder((holder) => {
        if (holder !== told) {
          say(`waiting for the rehearsal of ${holder} to end: without a network namespace both need the same ports`);
        }
        told = holder;
      });
      if (this.left) {
        throw new Error('the rehearsal was stopped');
      }
    }
  }

  /** Gives the ports to the next, or leaves the line. */
  async leave(): Promise<void> {
    this.left = true;
    this.visit?.destroy();
    const closed = new Promise<void>((resolve) => (this.server ? this.server.close(() => resolve()) : resolve()));
    this.waiting.forEach((socket) => socket.destroy());
    await closed;
  }

  private listen(): Promise<boolean> {
    return new Promise((resolve) => {
      const server = net.createServer((socket) => {
        socket.on('error', () => undefined).once('close', () => this.waiting.delete(socket));
        this.waiting.add(socket);
        socket.write(`${GREETING}process ${process.pid} in ${process.cwd()}\n`);
      });
      server.once('error', () => resolve(false));
      server.listen(this.port, '127.0.0.1', () => {
        this.server = server;
        resolve(true);
      });
    });
  }

  /** Until the one who has the ports hangs up, which its end does in any case. */
  private visitHolder(meet: (holder: string) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const stranger = () => {
        socket.destroy();
        reject(
          new Error(
            `port ${this.port} is taken, by which rehearsals take turns: stop what listens there (lsof -i :${this.port} names it), ` +
              'or run the rehearsal as root on Linux, where it has ports of its own',
          ),
        );
      };
      const socket = net.connect(this.port, '127.0.0.1');
      const timer = setTimeout(stranger, 2000);
      this.visit = socket;
      socket
        .setEncoding('utf8')
        .once('data', (text: string) => {
          clearTimeout(timer);
          if (text.startsWith(GREETING)) {
            meet(text.slice(GREETING.length).trimEnd());
          } else {
            stranger();
          }
        })
        .once('error', () => undefined)
        .once('close', () => {
          clearTimeout(timer);
          resolve();
        });
    });
  }
}
