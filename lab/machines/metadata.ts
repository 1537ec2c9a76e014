import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { METADATA } from './hub';
import { type Category, read } from './metadata-tree';

const TTL = 'x-aws-ec2-metadata-token-ttl-seconds';
const LONGEST_TTL = 21_600;
const VERSIONS = ['2016-09-02', '2018-09-24', '2021-03-23', '2022-07-09', '2022-09-24', '2024-04-11', 'latest'];

/** A status and a text, as the service answers. */
interface Answer {
  readonly status: number;
  readonly body?: string | Buffer;
  readonly headers?: Record<string, string>;
}

/** What the service tells one instance. */
export interface Told {
  readonly categories: Category;
  /** HttpTokens: version 1, which asks without a token, is answered where they are optional. */
  readonly tokens: 'optional' | 'required';
}

/**
 * The stand-in for EC2's metadata service, written from the EC2 User Guide ("Use the Instance Metadata Service to access instance
 * metadata"). It knows instances by the address that asks.
 */
export class MetadataService {
  private readonly tokens = new Map<string, { readonly address: string; readonly expires: number }>();
  private readonly server: Server;

  constructor(private readonly find: (address: string) => Told | undefined) {
    this.server = createServer((request, response) => {
      this.answer(request).then(
        (answer) => send(response, answer),
        (error: Error) => send(response, { status: 500, body: error.message }),
      );
    });
  }

  start(): Promise<void> {
    return new Promise((resolve, reject) => this.server.once('error', reject).listen(80, METADATA, resolve));
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async answer(request: IncomingMessage): Promise<Answer> {
    const address = request.socket.remoteAddress ?? '';
    const told = this.find(address);
    const path = new URL(request.url ?? '/', 'http://metadata').pathname;
    if (!told) {
      return { status: 404 };
    }
    if (request.method === 'PUT' && path === '/latest/api/token') {
      return this.token(request, address);
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return { status: 405 };
    }
    const given = request.headers['x-aws-ec2-metadata-token'];
    const token = this.tokens.get(String(given));
    const valid = token && token.address === address && token.expires >= Date.now();
    if (!valid && (given !== undefined || told.tokens === 'required')) {
      return { status: 401 };
    }
    const [version, ...rest] = path.split('/').slice(1);
    if (version === '') {
      return { status: 200, body: VERSIONS.join('\n') };
    }
    const body = VERSIONS.includes(version) ? await read(told.categories, rest.join('/')) : undefined;
    return body === undefined ? { status: 404 } : { status: 200, body };
  }

  /** A request that came over a proxy gets no token. */
  private token(request: IncomingMessage, address: string): Answer {
    const ttl = Number(request.headers[TTL]);
    if (request.headers['x-forwarded-for'] !== undefined) {
      return { status: 403 };
    }
    if (!Number.isInteger(ttl) || ttl < 1 || ttl > LONGEST_TTL) {
      return { status: 400 };
    }
    const token = randomBytes(40).toString('base64');
    this.tokens.set(token, { address, expires: Date.now() + ttl * 1000 });
    return { status: 200, body: token, headers: { [TTL]: `${ttl}` } };
  }
}

function send(response: ServerResponse, { status, body = '', headers = {} }: Answer): void {
  response.writeHead(status, { 'content-type': 'text/plain', 'content-length': Buffer.byteLength(body), server: 'EC2ws', ...headers });
  response.end(body);
}
