import { spawn } from 'child_process';
import { readFileSync } from 'fs';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request } from 'http';
import { connect } from 'net';
import { join } from 'path';
import { type Site, siteFiles } from '../../lib/nginx/site';
import { freePort } from '../free-port';
import { nginxBinary } from '../nginx/real-nginx';
import { HostFolder } from './nginx-verdict';

/** What the application saw of a request. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: number;
}

/** What the client got. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Absent when the request did not reach the application. */
  readonly seen?: Seen;
}

/** A rendered site in a real nginx, on a free port; the application is in this process and answers with what it saw. */
export class RunningSite {
  private readonly folder = new HostFolder();
  private readonly app = createServer((req, res) => this.answer(req, (seen) => res.end(JSON.stringify(seen))));
  private stop: () => Promise<void> = async () => {};
  private port = 0;

  async start(site: Site): Promise<void> {
    const { nginxConf, proxyConf, streamConf } = siteFiles(site);
    this.port = await freePort();
    const conf = nginxConf
      .replace(/listen 8000 [^;]*;/, `listen 127.0.0.1:${this.port};`)
      .replace(/listen 127\.0\.0\.1:8082;/, '')
      .replace('127.0.0.1:8080', `unix:${this.appSocket}`)
      .replace('buffer=64k flush=5s', '');
    // On the host nginx has no root to give up; here its workers must still reach the sockets.
    this.folder.lay({
      nginxConf: process.getuid?.() === 0 ? `user root;\n${conf}` : conf,
      proxyConf: proxyConf.replace('proxy_bind $spring_source;', ''),
      streamConf,
    });
    this.folder.write('vpc-ranges.conf', 'set_real_ip_from 127.0.0.1;');
    this.app.on('upgrade', (req, socket) =>
      this.answer(req, () =>
        socket.end(['HTTP/1.1 101 Switching Protocols', 'Connection: upgrade', 'Upgrade: websocket', ...policy(req), '\r\n'].join('\r\n')),
      ),
    );
    await new Promise<void>((resolve) => this.app.listen(this.appSocket, resolve));
    const nginx = spawn(nginxBinary(), ['-e', 'stderr', '-p', this.folder.path, '-c', 'etc/websocket-host/nginx.conf'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    nginx.stderr.on('data', (data: Buffer) => (said += data.toString()));
    const ended = new Promise<void>((resolve) => nginx.once('exit', () => resolve()));
    this.stop = () => (nginx.kill('SIGTERM'), ended);
    while (!(await listens(this.port))) {
      if (nginx.exitCode !== null) throw new Error(`nginx ended: ${said}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  /** One request; `seen` is what reached the application. */
  ask(path: string, headers: Record<string, string> = {}, body?: Buffer): Promise<Answer> {
    this.seen = undefined;
    return new Promise((resolve, reject) => {
      const options = {
        port: this.port,
        agent: false,
        path,
        method: body ? 'POST' : 'GET',
        headers: { host: 'api.example.com', ...headers },
      };
      const req = request(options, (res) => {
        let text = '';
        res.on('data', (data: Buffer) => (text += data.toString()));
        res.on('end', () => resolve({ status: res.statusCode!, headers: res.headers, body: text, seen: this.seen }));
      });
      req.on(
        'upgrade',
        (res, socket) => (socket.destroy(), resolve({ status: res.statusCode!, headers: res.headers, body: '', seen: this.seen })),
      );
      req.on('error', reject).end(body);
    });
  }

  /** The access log so far, an object a line. */
  log(): Record<string, string>[] {
    const text = readFileSync(join(this.folder.path, 'var/log/websocket-nginx/access.log'), 'utf8');
    return text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
  }

  async end(): Promise<void> {
    await this.stop();
    this.app.closeAllConnections();
    await new Promise((resolve) => this.app.close(resolve));
    this.folder.remove();
  }

  private seen?: Seen;

  private answer(req: IncomingMessage, end: (seen: Seen) => void): void {
    let bytes = 0;
    const done = () => {
      this.seen = { method: req.method!, url: req.url!, headers: req.headers, bytes };
      end(this.seen);
    };
    if (req.headers.upgrade !== undefined) return done();
    req.on('data', (data: Buffer) => (bytes += data.length)).on('end', done);
  }

  private get appSocket(): string {
    return join(this.folder.path, 'app');
  }
}

/** The long header that a client asked for. */
function policy(req: IncomingMessage): string[] {
  const length = Number(req.headers['x-policy-length'] ?? 0);
  return length === 0 ? [] : [`Content-Security-Policy: ${'x'.repeat(length)}`];
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => (socket.destroy(), resolve(true))).on('error', () => resolve(false));
  });
}
