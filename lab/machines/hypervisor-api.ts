import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Hypervisor } from './hypervisor';
import type { Instance } from './instance';
import { launchRequest } from './launch';

export const HYPERVISOR_PORT = 4567;

/** What a target group thinks of a target, in the words of DescribeTargetHealth. */
export interface TargetHealth {
  readonly id: string;
  readonly port: number;
  readonly state: 'initial' | 'healthy' | 'unhealthy' | 'unused' | 'draining';
  readonly reason?: string;
  readonly description?: string;
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly text?: string;
}

/** How the emulator's plug-in has instances started and ended, and hears of targets: HTTP on the hub's loopback address. */
export class HypervisorApi {
  private readonly server: Server;

  constructor(
    private readonly machines: Hypervisor,
    private readonly targetHealth: (targetGroupArn: string) => Promise<readonly TargetHealth[]>,
  ) {
    this.server = createServer((request, response) => {
      this.answer(request).then(
        (answer) => send(response, answer),
        (error: Error) => send(response, { status: 400, body: { message: error.message } }),
      );
    });
  }

  start(port = HYPERVISOR_PORT): Promise<void> {
    return new Promise((resolve, reject) => this.server.once('error', reject).listen(port, '127.0.0.1', resolve));
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async answer(request: IncomingMessage): Promise<Answer> {
    const url = new URL(request.url ?? '/', 'http://hypervisor');
    const [collection, id, part] = url.pathname.split('/').slice(1);
    const call = `${request.method} ${collection}${id ? '/id' : ''}${part ? `/${part}` : ''}`;
    if (id && !this.machines.list().some((each) => each.id === id)) {
      return { status: 404, body: { message: `there is no instance ${id}` } };
    }
    switch (call) {
      case 'POST instances': {
        const { ip } = await this.machines.launch(launchRequest(JSON.parse(await text(request))));
        return { status: 202, body: { privateIp: ip } };
      }
      case 'GET instances':
        return { status: 200, body: this.machines.list().map(described) };
      case 'GET instances/id':
        return { status: 200, body: described(this.machines.instance(id)) };
      case 'DELETE instances/id':
        void this.machines.terminate(id);
        return { status: 202, body: described(this.machines.instance(id)) };
      case 'POST instances/id/reboot':
        void this.machines.instance(id).reboot();
        return { status: 202, body: {} };
      case 'GET instances/id/console':
        return { status: 200, text: this.machines.instance(id).console() };
      case 'GET target-health':
        return { status: 200, body: await this.targetHealth(url.searchParams.get('targetGroupArn') ?? '') };
      case 'POST changed':
        await this.machines.changed();
        return { status: 204 };
      default:
        return { status: 404, body: { message: `there is no ${request.method} ${url.pathname}` } };
    }
  }
}

function described({ id, state, ip, launchedAt }: Instance): object {
  return { instanceId: id, state, privateIp: ip, launchedAt };
}

async function text(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) {
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function send(response: ServerResponse, { status, body, text: plain }: Answer): void {
  response.writeHead(status, { 'content-type': plain === undefined ? 'application/json' : 'text/plain; charset=utf-8' });
  response.end(plain ?? (body === undefined ? undefined : JSON.stringify(body)));
}
