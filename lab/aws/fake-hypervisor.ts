import { createServer, type IncomingMessage, type Server } from 'http';
import type { AddressInfo } from 'net';
import { text } from 'stream/consumers';

/** What the emulator asks to be booted. */
export interface Launch {
  readonly instanceId: string;
  readonly imageId: string;
  readonly userData: string;
  readonly roleName?: string;
  readonly roleArn?: string;
  readonly securityGroupIds: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly stackName?: string;
}

/** A stand-in for the lab's hypervisor: its HTTP API, and instances that are nothing but a state. */
export class FakeHypervisor {
  public readonly launched: Launch[] = [];
  public readonly states = new Map<string, string>();
  public readonly health = new Map<string, string>();
  public changes = 0;
  private readonly server: Server;

  /** `boot` is what a machine does once it runs. */
  constructor(private readonly boot: (launch: Launch) => void = () => undefined) {
    this.server = createServer((request, response) => {
      void this.answer(request).then(([status, body]) =>
        response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body)),
      );
    });
  }

  public async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async answer(request: IncomingMessage): Promise<[number, unknown]> {
    const { pathname } = new URL(request.url ?? '/', 'http://hypervisor');
    const [, kind, id, what] = pathname.split('/');
    if (kind === 'changed') {
      this.changes += 1;
      return [204, ''];
    }
    if (kind === 'target-health') {
      return [
        200,
        [...this.states]
          .filter(([, state]) => state === 'running')
          .map(([instance]) => ({ id: instance, port: 8000, state: this.health.get(instance) ?? 'healthy' })),
      ];
    }
    if (request.method === 'POST' && id === undefined) {
      return [202, { privateIp: this.launch(JSON.parse(await text(request)) as Launch) }];
    }
    if (id === undefined) {
      return [200, [...this.states].map(([instanceId, state]) => ({ instanceId, state }))];
    }
    if (what === 'console') {
      return this.states.has(id) ? [200, `console of ${id}\n`] : [404, ''];
    }
    if (request.method === 'DELETE') {
      this.states.set(id, 'terminated');
    }
    return [202, ''];
  }

  private launch(launch: Launch): string {
    this.launched.push(launch);
    this.states.set(launch.instanceId, 'running');
    setTimeout(() => this.boot(launch), 100);
    return `10.77.1.${this.launched.length}`;
  }
}
