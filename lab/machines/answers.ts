import { createServer, type IncomingMessage, type Server } from 'node:http';

/** A call as an instance made it. */
export interface Call {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What the few calls of one host's first boot are answered from. */
export interface World {
  /** Objects of S3 by `bucket/key`. */
  readonly objects: Readonly<Record<string, Buffer>>;
  readonly securityGroups: string;
  readonly targetState: () => string;
}

/**
 * The stand-in for AWS in the test of the machines alone: nothing but the calls that a host makes at its first boot, signatures
 * unchecked. The lab itself has the emulator.
 */
export class Answers {
  readonly calls: Call[] = [];
  private readonly server: Server;

  constructor(private readonly world: World) {
    this.server = createServer((request, response) => {
      void body(request).then((text) => {
        const { status, answer } = this.answer(request, text);
        response.writeHead(status, { etag: '"1"' }).end(answer);
      });
    });
  }

  start(port: number, address: string): Promise<void> {
    return new Promise((resolve, reject) => this.server.once('error', reject).listen(port, address, resolve));
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** The parameters of all calls of a name. */
  of(name: string): Call['parameters'][] {
    return this.calls.filter((call) => call.name === name).map(({ parameters }) => parameters);
  }

  private answer(request: IncomingMessage, text: string): { status: number; answer: string | Buffer } {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://aws').pathname).slice(1);
    if (request.method === 'GET') {
      const object = this.world.objects[path];
      this.calls.push({ name: 'GetObject', parameters: { path } });
      return object ? { status: 200, answer: object } : { status: 404, answer: '<Code>NoSuchKey</Code>' };
    }
    const target = request.headers['x-amz-target'];
    if (target !== undefined) {
      this.calls.push({ name: String(target).split('.')[1], parameters: JSON.parse(text) as Record<string, string> });
      return { status: 200, answer: '{}' };
    }
    const parameters = Object.fromEntries(new URLSearchParams(text));
    this.calls.push({ name: parameters.Action, parameters });
    return { status: 200, answer: this.xml(parameters.Action) };
  }

  private xml(action: string): string {
    switch (action) {
      case 'AssumeRole':
        return `<AssumeRoleResponse><AssumeRoleResult><Credentials>
            <AccessKeyId>ASIATEST</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>
            <Expiration>${new Date(Date.now() + 3_600_000).toISOString()}</Expiration>
          </Credentials></AssumeRoleResult></AssumeRoleResponse>`;
      case 'DescribeTargetHealth':
        return `<DescribeTargetHealthResponse><State>${this.world.targetState()}</State></DescribeTargetHealthResponse>`;
      case 'DescribeSecurityGroups':
        return `<DescribeSecurityGroupsResponse>
            <securityGroupInfo>${this.world.securityGroups}</securityGroupInfo>
          </DescribeSecurityGroupsResponse>`;
      default:
        return `<${action}Response/>`;
    }
  }
}

async function body(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) {
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces).toString('utf8');
}
