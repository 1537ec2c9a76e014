import { execFile } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AGENT_FILE, AGENT_PORT, PROOF_PORT, SPRING_BOOT_PORT, UNITS } from '../chain/conventions';
import type { Evidence } from '../findings/evidence';
import { exchange } from '../probes/exchange';
import { health } from '../probes/health';
import type { Certificate } from './certificate';
import { haproxyConfig } from './haproxy';
import type { HostInTemplate } from './host-in-template';
import type { Ingress } from './ingress-in-template';
import { javaCommand, nginxCommand, unitOf } from './layout';
import type { RehearsalOptions } from './options';
import { requireFree } from './ports';
import { findProgram } from './prerequisites';
import { start, type Running } from './processes';
import type { Workspace } from './workspace';

const run = promisify(execFile);

/** What the parts of the chain are started from. */
export interface Plan {
  readonly host: HostInTemplate;
  readonly ingress: Ingress;
  readonly options: RehearsalOptions;
  readonly port: number;
  readonly redirectPort?: number;
  readonly certificate?: Certificate;
  readonly name: string;
  readonly jar?: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** The running parts: nginx, HAProxy, the application, the agent. */
export class Machinery {
  private readonly parts: Running[] = [];

  constructor(private readonly workspace: Workspace, private readonly plan: Plan) {}

  /** `nginx -t` on the laid-down files, as the unit starts it. */
  async testNginx(): Promise<NonNullable<Evidence['nginxTest']>> {
    const [program, ...rest] = this.nginx;
    try {
      const { stderr } = await run(program, [...rest, '-t'], { timeout: 10_000 });
      return { ok: true, output: this.shown(stderr) };
    } catch (error) {
      return { ok: false, output: this.shown((error as { stderr?: string }).stderr ?? String(error)) };
    }
  }

  /** Without a namespace of its own the chain shares the machine's ports. */
  async checkPorts(): Promise<void> {
    const { jar, host, options } = this.plan;
    if (this.workspace.namespace) {
      return;
    }
    const relayed = options.appUrl !== undefined && outside(options.appUrl).port !== SPRING_BOOT_PORT;
    await requireFree({
      [host.deployment.targetPort]: 'nginx',
      [PROOF_PORT]: "nginx's proof listener",
      [AGENT_PORT]: 'the agent',
      ...(jar || relayed ? { [SPRING_BOOT_PORT]: 'the application' } : {}),
    });
  }

  /** nginx on the host's files, HAProxy in the load balancer's place. */
  startServers(): void {
    const { directory, namespace } = this.workspace;
    const { host, ingress, options, port, redirectPort, certificate, name } = this.plan;
    const config = haproxyConfig({
      ingress, host: name, port, redirectPort, certificate: certificate?.pemFile, namespace,
      targetPort: host.deployment.targetPort,
      appPort: SPRING_BOOT_PORT,
      nginxSocket: join(directory, 'nginx.sock'),
      appSocket: join(directory, 'app.sock'),
      outside: options.appUrl ? outside(options.appUrl) : undefined,
    });
    writeFileSync(join(directory, 'haproxy.cfg'), `${config}\n`);
    this.parts.push(
      start(this.workspace, { name: 'haproxy', command: [findProgram('haproxy') ?? 'haproxy', '-db', '-f', join(directory, 'haproxy.cfg')], inside: false }),
      start(this.workspace, { name: 'nginx', command: this.nginx }),
    );
  }

  /** Starts the jar, where there is one, and waits until it answers anything at all. */
  async startApplication(): Promise<NonNullable<Evidence['app']>> {
    const { jar, host, environment, options } = this.plan;
    const { directory } = this.workspace;
    const app = jar
      ? start(this.workspace, { name: 'application', command: javaCommand(unitOf(host, UNITS.springBoot), jar), environment, directory: join(directory, 'var/lib/spring-boot') })
      : undefined;
    if (app) {
      this.parts.push(app);
    }
    const patience = (options.startSeconds ?? (app ? host.deployment.app.startTimeoutSeconds : 10)) * 1000;
    const target = { origin: 'http://127.0.0.1:8080', connect: { path: join(directory, 'app.sock') } };
    const started = performance.now();
    const waited = () => Math.round(performance.now() - started);
    while (waited() < patience && !app?.exit()) {
      this.requireServers();
      if ((await exchange(target, { path: '/' }, { timeoutMs: 3000 })).status !== undefined) {
        return { listening: true, log: '', waitedMs: waited() };
      }
      await pause(100);
    }
    return { listening: false, exit: app?.exit(), log: this.shown(app?.tail(40) ?? ''), waitedMs: waited() };
  }

  /** The agent, where the template has one, until its health answer is good or it has had time for it. */
  async startAgent(): Promise<void> {
    const { directory } = this.workspace;
    if (!existsSync(join(directory, AGENT_FILE))) {
      return;
    }
    this.parts.push(start(this.workspace, { name: 'agent', command: [...agentCommand(directory), 'serve'] }));
    const { host, ingress } = this.plan;
    const target = { origin: `http://127.0.0.1:${host.deployment.targetPort}`, connect: { path: join(directory, 'nginx.sock') }, plain: true };
    const started = performance.now();
    while (performance.now() - started < 3000 && !(await health(target, ingress.health.path, ingress.health.matcher, 1000)).healthy) {
      await pause(100);
    }
  }

  /** A part that ended although it should run. */
  died(): string | undefined {
    const dead = this.parts.find((part) => part.exit() !== undefined);
    return dead && `${dead.name} ended with ${dead.exit()}`;
  }

  /** Without its servers a chain proves nothing: says what they wrote. */
  private requireServers(): void {
    const dead = this.parts.find((part) => part.name !== 'application' && part.exit() !== undefined);
    if (dead) {
      throw new Error(`${dead.name} ended with ${dead.exit()}:\n${this.shown(dead.tail())}`);
    }
  }

  /** The ends of all logs that say something. */
  logs(): Record<string, string> {
    const tails = this.parts.map((part): [string, string] => [part.name, this.shown(part.tail())]);
    return Object.fromEntries(tails.filter(([, text]) => text !== ''));
  }

  /** Ends everything, the last started first. */
  async stop(): Promise<void> {
    await Promise.all(this.parts.reverse().map((part) => part.stop()));
  }

  private get nginx(): string[] {
    return nginxCommand(unitOf(this.plan.host, UNITS.nginx), this.workspace.directory);
  }

  /** Paths as the host has them; no value that was given as a secret. */
  private shown(text: string): string {
    const { environment, headers, connectHeaders, query } = this.plan.options;
    const values = [environment, headers, connectHeaders, Object.fromEntries(new URLSearchParams(query))].flatMap((each) => Object.values(each));
    const given = values.filter((value) => value.length >= 6);
    return given.reduce((shown, value) => shown.replaceAll(value, '***'), text.replaceAll(this.workspace.directory, ''));
  }
}

/** Asks the agent what its gate would say. */
export async function askGate({ directory, namespace }: Workspace): Promise<{ ok: boolean; code?: string; sentence?: string; ms: number }> {
  const started = performance.now();
  const inside = namespace ? ['nsenter', `--net=/run/netns/${namespace}`, '--'] : [];
  const [program, ...rest] = [...inside, ...agentCommand(directory), 'check', '--json'];
  const result = await run(program, rest, { timeout: 60_000 }).catch((error: { stdout?: string; stderr?: string }) => error);
  const ms = Math.round(performance.now() - started);
  try {
    const routes = JSON.parse(result.stdout ?? '') as { code: string | null; sentence: string | null }[];
    const broken = routes.find(({ code }) => code);
    return broken
      ? { ok: false, code: broken.code ?? undefined, sentence: broken.sentence ?? undefined, ms }
      : { ok: true, sentence: `would signal success: nginx changes no answer (${routes.length} asked)`, ms };
  } catch {
    return { ok: false, sentence: `the agent gave no verdict: ${(result.stderr ?? '').trim().split('\n').pop()}`, ms };
  }
}

function agentCommand(directory: string): string[] {
  return [findProgram('python3') ?? 'python3', '-I', join(directory, AGENT_FILE), '--root', directory];
}

/** Host and port of an application that already runs. */
export function outside(url: string): { host: string; port: number } {
  if (!URL.canParse(url) || new URL(url).protocol !== 'http:') {
    throw new Error(`--app-url is ${url}: write http://host:port, such as http://localhost:8080`);
  }
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port) || 80 };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
