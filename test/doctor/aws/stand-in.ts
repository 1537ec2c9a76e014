import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call as it passed by, and what the emulator said to it. */
export interface Call {
  /** As IAM calls it, without the service: `DescribeInstances`. */
  readonly action: string;
  readonly parameters: URLSearchParams;
  readonly said: string;
}

/** An answer in the emulator's place. */
export interface Answer {
  readonly status?: number;
  readonly body: string;
}

/** What answers some calls itself; `undefined` leaves them to the emulator. */
export type Change = (call: Call) => Answer | undefined;

/**
 * A stand-in before the emulator for the few answers that it does not give truthfully: target health is always
 * healthy there, consoles, user data and a listener's certificates are not kept, status checks never fail. They are
 * answered as AWS's API reference writes them; every other call passes unchanged, and all are written down. What the
 * emulator's IAM refuses stays refused.
 */
export class StandIn {
  readonly calls: Call[] = [];
  changes: Change[] = [];
  private readonly server = createServer((incoming, outgoing) => void this.pass(incoming, outgoing));

  constructor(private readonly emulatorPort: number) {}

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) {
      chunks.push(chunk as Buffer);
    }
    const body = Buffer.concat(chunks);
    const further = request(
      { host: '127.0.0.1', port: this.emulatorPort, method: incoming.method, path: incoming.url, headers: incoming.headers },
      (response) => {
        const parts: Buffer[] = [];
        response
          .on('data', (part: Buffer) => parts.push(part))
          .on('end', () => this.answer(incoming, body.toString(), response, Buffer.concat(parts), outgoing));
      },
    );
    further.on('error', () => outgoing.destroy());
    further.end(body);
  }

  private answer(
    incoming: IncomingMessage,
    asked: string,
    { statusCode = 500, headers }: IncomingMessage,
    said: Buffer,
    outgoing: ServerResponse,
  ): void {
    const call = { ...read(incoming, asked), said: said.toString() };
    this.calls.push(call);
    const refused = /AccessDenied|UnauthorizedOperation/.test(call.said);
    const answer = refused ? undefined : this.changes.map((change) => change(call)).find((each) => each !== undefined);
    if (answer) {
      outgoing
        .writeHead(answer.status ?? 200, { 'content-type': incoming.headers['x-amz-target'] ? 'application/x-amz-json-1.1' : 'text/xml' })
        .end(answer.body);
      return;
    }
    const { 'transfer-encoding': _, ...rest } = headers;
    outgoing.writeHead(statusCode, { ...rest, 'content-length': said.length }).end(said);
  }
}

function read({ headers, method, url = '' }: IncomingMessage, body: string): Omit<Call, 'said'> {
  const target = headers['x-amz-target'];
  const parameters = new URLSearchParams(target ? '' : body);
  const action = typeof target === 'string' ? target.split('.')[1]! : parameters.get('Action');
  return { action: action ?? restAction(`${method} ${url}`), parameters };
}

function restAction(request: string): string {
  if (/^GET .*\/hostedzone(\?|$)/.test(request)) return 'ListHostedZones';
  if (/^GET \/v1\/brokers\/[^/]+$/.test(request)) return 'DescribeBroker';
  return /^GET .*\/rrset/.test(request) ? 'ListResourceRecordSets' : request;
}
