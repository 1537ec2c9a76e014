import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import { siteFiles } from '../../lib/nginx/site';
import { issue, makeAuthority } from '../../lib/rehearsal/certificate';
import { streamModule } from '../../lib/rehearsal/stream-module';
import { freePort } from '../free-port';
import { HostFolder } from '../goldens/nginx-verdict';
import { sites } from '../goldens/sites';
import { nginxBinary } from './real-nginx';

/** Stands in for a broker: answers each connection with its own name and the one that it was asked for. */
class Broker {
  private server?: Server;
  public port = 0;

  constructor(private readonly name: string) {}

  async listen(pem: string): Promise<void> {
    this.port = await freePort();
    const text = readFileSync(pem, 'utf8');
    this.server = createServer({ cert: text, key: text }, (socket: TLSSocket) => {
      socket.on('error', () => undefined);
      socket.end(`${this.name} for ${String(socket.servername)} by ${String(socket.getProtocol())}`);
    }).on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => this.server!.listen(this.port, '127.0.0.1', resolve));
  }

  close(): void {
    this.server?.close();
  }
}

const first = new Broker('first');
const second = new Broker('second');
const other = new Broker('other');
const folder = new HostFolder();
let nginx: ChildProcess;
/** The first one: a session that is taken up again does not tell Node the name. */
let answer = '';
const relays: Record<string, number> = {};

/** What a client is told through a relay; nothing where it is cut. */
function through(port: number): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write('CONNECT\n\n\0'));
    socket.on('data', (data: Buffer) => (text += data.toString()));
    socket.on('error', () => undefined).on('close', () => resolve(text));
  });
}

/** The rendered stream block once for each of these upstreams, in one nginx. */
beforeAll(async () => {
  const authority = await makeAuthority(folder.path);
  await first.listen(await issue(authority, ['DNS:b-1.mq.test']));
  await second.listen(await issue(authority, ['DNS:b-2.mq.test']));
  await other.listen(await issue(authority, ['DNS:other.test']));
  const { nginxConf } = siteFiles(sites['broker-relay']!);
  const [, stream] = /\nstream \{\n([^]*)\n\}\n$/.exec(nginxConf)!;
  const [before, server] = stream!.split(/(?= {2}server \{)/);
  const names = `"~:${second.port}$" b-2.mq.test; default b-1.mq.test;\n`;
  folder.write('broker-names.conf', names);
  folder.write('broker-trust.conf', `proxy_ssl_trusted_certificate ${authority.caFile};\n`);
  folder.write('stream-module.conf', streamModule(nginxBinary())!);
  const refusing = await freePort();
  const addresses: Record<string, string> = {
    plain: `server 127.0.0.1:${first.port};`,
    refused: `server 127.0.0.1:${refusing} max_fails=1 fail_timeout=0;\nserver 127.0.0.1:${second.port} backup;`,
    foreign: `server 127.0.0.1:${other.port};`,
    nobody: `server 127.0.0.1:${refusing};`,
  };
  let servers = '';
  for (const [name, lines] of Object.entries(addresses)) {
    relays[name] = await freePort();
    servers += `upstream ${name} {\n${lines}\n}\n`;
    servers += server!.replace(/listen [^;]*;/, `listen 127.0.0.1:${relays[name]};`).replace('proxy_pass broker;', `proxy_pass ${name};`);
  }
  const head = before!.replace(/ {2}upstream broker \{[^}]*\}\n/, '');
  const main = 'include stream-module.conf;\ndaemon off; pid run/websocket-nginx/nginx.pid; error_log stderr crit; events {}\n';
  folder.write('nginx.conf', `${main}stream {\n${head}${servers}}\n`);
  nginx = spawn(nginxBinary(), ['-e', 'stderr', '-p', folder.path, '-c', 'etc/websocket-host/nginx.conf'], { stdio: 'inherit' });
  while (nginx.exitCode === null && (answer = await through(relays.plain!)) === '') await new Promise((resolve) => setTimeout(resolve, 20));
}, 60_000);

afterAll(async () => {
  const ended = new Promise((resolve) => nginx.once('exit', resolve));
  nginx.kill('SIGTERM');
  await ended;
  [first, second, other].forEach((broker) => broker.close());
  folder.remove();
});

test('a broker is asked by its name, over TLS', () => {
  expect(answer).toBe('first for b-1.mq.test by TLSv1.2');
});

test('while it refuses, the next one is taken, by its own name', async () => {
  expect(await through(relays.refused!)).toBe('second for b-2.mq.test by TLSv1.2');
});

test('fails where the certificate is of another name: nothing is said to it', async () => {
  expect(await through(relays.foreign!)).toBe('');
});

test('a connection that nobody takes ends after its CONNECT, and not before', async () => {
  const socket = connect(relays.nobody!, '127.0.0.1').on('error', () => undefined);
  const ended = once(socket, 'close').then(() => 'ended');
  expect(await Promise.race([ended, sleep(500, 'open')])).toBe('open');
  socket.write('CONNECT\n\n\0');
  expect(await ended).toBe('ended');
});
