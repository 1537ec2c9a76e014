import { spawn } from 'node:child_process';
import * as net from 'node:net';
import { URL_OPTIONS, chainToDiagnose } from '../../../lib/cli/doctor-url-options';
import { readOptions } from '../../../lib/cli/options';
import { diagnose, type UrlReport } from '../../../lib/doctor/url/diagnose';
import { startChain, type Edit, type RunningChain } from './chain';
import { freePort } from '../../free-port';
import type { Certificates } from './parts';

/** A chain, how it differs from the good one, and what the doctor has to say. */
export interface Scenario {
  /** The finding that is the cause; undefined for a chain that is healthy. */
  readonly code?: string;
  /** What tells it from others of the same code. */
  readonly name?: string;
  readonly path: string;
  readonly edit: Edit;
  /** An edit that needs certificates or the ports of the applications. */
  readonly editWith?: (parts: Pick<Certificates, 'pem' | 'root'> & { readonly applications: readonly number[] }) => Edit;
  /** What keeps this process busy, done before any scenario runs. */
  readonly prepare?: () => void;
  readonly options?: readonly string[];
  /** Found besides the cause. */
  readonly also?: readonly string[];
  /** Worth knowing, among others. */
  readonly notices?: readonly string[];
  readonly verdict?: UrlReport['verdict'];
  /** The one that ignores forwarded headers and takes large messages. */
  readonly application?: 'other';
  readonly scheme?: 'http' | 'https';
  readonly direct?: 'nginx' | 'application';
  /** Where the doctor is sent instead of to the load balancer. */
  readonly connect?:
    | 'nginx'
    | 'nothing'
    | 'silence'
    | 'both families'
    | 'both schemes'
    | 'a dead node too'
    | 'no name'
    | 'ssh'
    | 'a mute server'
    | 'one that hangs up';
  readonly during?: 'balancer restarts' | 'balancer is away';
  /** Not beside others: because it fills the application's connections, or because its times count. */
  readonly alone?: 'full' | 'quiet';
  /** With one nginx only, because it takes long. */
  readonly once?: boolean;
  /** Only with these versions of Spring Boot. */
  readonly boots?: readonly string[];
}

/** What a pass runs on. */
export interface Ground {
  readonly nginx?: string;
  readonly boot: string;
  /** The application as it should be, and the other one. */
  readonly applications: readonly number[];
  readonly certificates: Certificates;
  readonly pem: string;
}

/** The name under which a scenario is listed. */
export function titleOf({ code, name, path, options = [] }: Scenario): string {
  return (
    `${code ?? 'healthy'} ${path}${name ? ` ${name}` : ''} ` +
    `${options.map((word) => (word.length > 40 ? `${word.slice(0, 20)}…` : word)).join(' ')}`
  ).trim();
}

/** Starts a scenario's chain, has it diagnosed, stops it. */
export async function play(scenario: Scenario, ground: Ground): Promise<UrlReport> {
  const { applications, certificates, nginx } = ground;
  const application = applications[scenario.application === 'other' ? 1 : 0]!;
  const more = scenario.editWith?.({ pem: (name, options) => certificates.pem(name, options), root: certificates.root, applications });
  const edit = { ...scenario.edit, ...more };
  const start = () => startChain(edit, { path: scenario.path, application, pem: ground.pem, nginx });
  const chain = await start();
  const freed = scenario.alone === 'full' ? await fill(application) : undefined;
  try {
    const report = diagnose(
      chainToDiagnose(readOptions(await argv(scenario, ground, chain, application), URL_OPTIONS, { name: 'url', help: '' })),
    );
    if (scenario.during) {
      await new Promise((resolve) => setTimeout(resolve, 1500));
      await chain.restartBalancer(scenario.during === 'balancer is away' ? 2500 : 0);
    }
    return await report;
  } finally {
    freed?.();
    await chain.stop();
  }
}

async function argv(
  { path, scheme = 'https', options = [], direct, connect }: Scenario,
  { certificates }: Ground,
  chain: RunningChain,
  application: number,
): Promise<string[]> {
  const name = connect === 'no name' ? 'no-such-name.invalid' : 'api.example.com';
  const to = (address: string, port: number) => ['--resolve', `${name}:${scheme === 'http' ? 80 : 443}:${address}:${port}`];
  const where = {
    nginx: () => to('127.0.0.1', chain.nginx),
    nothing: async () => to('127.0.0.1', await freePort()),
    silence: async () => to('127.0.0.1', await silence()),
    ssh: async () => to('127.0.0.1', await server((socket) => socket.write('SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n'))),
    'a mute server': async () => to('127.0.0.1', await server(() => undefined)),
    'one that hangs up': async () => to('127.0.0.1', await server((socket) => socket.once('data', () => socket.destroy()))),
    'both schemes': () => [...to('127.0.0.1', chain.nginx), '--resolve', `${name}:443:127.0.0.1:${chain.port}`],
    'both families': () => [...to('127.0.0.1', chain.port), ...to('[::1]', chain.port)],
    'a dead node too': () => [...to('127.0.0.9', chain.port), ...to('127.0.0.1', chain.port)],
    'no name': () => [],
  };
  return [
    `${scheme}://${name}${path}`,
    '--ca',
    certificates.root,
    ...(connect ? await where[connect]() : to('127.0.0.1', scheme === 'http' ? chain.nginx : chain.port)),
    ...(direct ? ['--direct', `http://127.0.0.1:${direct === 'nginx' ? chain.nginx : application}`] : []),
    ...options,
  ];
}

/** Takes every connection that the application has, and leaves its queue empty. */
async function fill(port: number): Promise<() => void> {
  const sockets = Array.from({ length: 200 }, () => net.connect({ host: '127.0.0.1', port }).on('error', () => undefined));
  // Beyond its queue the kernel answers nobody: those that wait have done their part. Those that an earlier scenario left are let
  // go meanwhile.
  await new Promise((resolve) => setTimeout(resolve, 2000));
  return () => sockets.forEach((socket) => socket.destroy());
}

/** A port where something else than HTTP listens. */
function server(meet: (socket: net.Socket) => void): Promise<number> {
  return new Promise((resolve) => {
    const listening = net
      .createServer((socket) => meet(socket.on('error', () => undefined)))
      .listen(0, '127.0.0.1', () => resolve((listening.address() as net.AddressInfo).port))
      .unref();
  });
}

/** A port whose queue is full: the kernel drops who knocks, as a security group does. */
function silence(): Promise<number> {
  const program =
    'import socket, sys, time\ns = socket.socket(); s.bind(("127.0.0.1", 0)); s.listen(0)\n' +
    'c = [socket.socket() for _ in range(4)]\nfor x in c: x.setblocking(False); ' +
    'x.connect_ex(s.getsockname())\ntime.sleep(0.3); print(s.getsockname()[1], flush=True); time.sleep(20)';
  return new Promise((resolve, reject) => {
    const child = spawn('python3', ['-c', program], { stdio: ['ignore', 'pipe', 'inherit'] }).once('error', reject);
    child.stdout.once('data', (bytes: Buffer) => resolve(Number(bytes.toString())));
    process.once('exit', () => child.kill('SIGKILL'));
    child.unref();
    (child.stdout as net.Socket).unref();
  });
}
