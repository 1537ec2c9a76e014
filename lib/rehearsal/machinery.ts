import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AGENT_PORT, PROOF_PORT, RELAY_PORT, SPRING_BOOT_PORT } from '../chain/conventions';
import type { Evidence } from '../findings/evidence';
import { BROKER_PORT, type Broker } from './broker';
import type { Certificate } from './certificate';
import { ENGINE_PORT, type Engine } from './engine';
import { haproxyConfig } from './haproxy';
import { localPorts, portsUsed, statisticsOf, type LocalPorts } from './local-ports';
import { outside } from './options';
import { requireFree } from './ports';
import { findProgram } from './prerequisites';
import { start, type Running } from './processes';
import type { HostPlan, RunningHost } from './running-host';
import type { Workspace } from './workspace';

/** What stands before the hosts, and between them. */
export interface Plan extends HostPlan {
  readonly port: number;
  readonly redirectPort?: number;
  readonly certificate?: Certificate;
  /** The name that clients use. */
  readonly name: string;
  /** Through which the hosts share messages. */
  readonly engine?: Engine;
  /** To which the hosts relay. */
  readonly broker?: Broker;
}

/** The running parts: HAProxy in the load balancer's place, and the hosts behind it. */
export class Machinery {
  private haproxy?: Running;
  private local?: LocalPorts;

  constructor(
    private readonly workspace: Workspace,
    readonly hosts: readonly RunningHost[],
    private readonly plan: Plan,
  ) {}

  /** `nginx -t`: every host has the same files. */
  testNginx(): Promise<NonNullable<Evidence['nginxTest']>> {
    return this.hosts[0].testNginx();
  }

  /** Without a namespace of its own the chain shares the machine's ports. */
  async checkPorts(): Promise<void> {
    const { jar, host, options, broker } = this.plan;
    if (this.workspace.namespace) {
      return;
    }
    const relayed = options.appUrl !== undefined && outside(options.appUrl).port !== SPRING_BOOT_PORT;
    await requireFree({
      [host.deployment.targetPort]: 'nginx',
      [PROOF_PORT]: "nginx's proof listener",
      [AGENT_PORT]: 'the agent',
      ...(broker ? { [RELAY_PORT]: "nginx's way to the broker" } : {}),
      ...(jar || relayed ? { [SPRING_BOOT_PORT]: 'the application' } : {}),
    });
  }

  /** HAProxy in the load balancer's place, on the sockets of its ports, and the hosts' nginx. */
  startServers(sockets: readonly number[]): void {
    const { directory, namespace } = this.workspace;
    const { host, ingress, options, port, redirectPort, certificate, name, engine, broker } = this.plan;
    this.local = this.plan.jar !== undefined && namespace ? this.localPorts() : undefined;
    const config = haproxyConfig({
      ingress,
      host: name,
      port,
      redirectPort,
      certificate: certificate?.pemFile,
      targetPort: host.deployment.targetPort,
      appPort: SPRING_BOOT_PORT,
      hosts: this.hosts.map(({ name: each, workspace }) => ({
        name: each,
        namespace: workspace.namespace,
        nginxSocket: join(workspace.directory, 'nginx.sock'),
        appSocket: join(workspace.directory, 'app.sock'),
      })),
      local: this.local,
      engine: engine?.address,
      broker,
      outside: options.appUrl ? outside(options.appUrl) : undefined,
    });
    writeFileSync(join(directory, 'haproxy.cfg'), `${config}\n`);
    this.haproxy = start(this.workspace, {
      name: 'haproxy',
      command: [findProgram('haproxy') ?? 'haproxy', '-db', '-f', join(directory, 'haproxy.cfg')],
      inside: false,
      sockets,
    });
    this.hosts.forEach((each) => each.startNginx());
  }

  /** What listens on this machine's 127.0.0.1 besides the chain, for an application whose namespace has a 127.0.0.1 of its own. */
  private localPorts(): LocalPorts {
    const { host, port, redirectPort, environment } = this.plan;
    const { targetPort, app } = host.deployment;
    const own = Object.entries(environment).flatMap(([name, value]) => (/SERVER_?PORT$/i.test(name) ? [Number(value)] : []));
    const taken = [
      SPRING_BOOT_PORT,
      PROOF_PORT,
      AGENT_PORT,
      ENGINE_PORT,
      RELAY_PORT,
      BROKER_PORT,
      BROKER_PORT + 1,
      targetPort,
      app.managementPort,
      port,
      redirectPort,
      ...own,
    ];
    return { ports: localPorts().filter((each) => !taken.includes(each)), statistics: join(this.workspace.directory, 'haproxy.sock') };
  }

  /** Starts the application on every host at once: what became of the one that failed, or that answered last. */
  async startApplication(): Promise<NonNullable<Evidence['app']>> {
    const started = await Promise.all(this.hosts.map((host) => host.startApplication(() => this.requireServers())));
    const slowest = started.reduce((one, other) => (other.waitedMs > one.waitedMs ? other : one));
    return started.find(({ listening }) => !listening) ?? slowest;
  }

  /** Why the hosts' companion is not in the application, where it could be. */
  withoutCompanion(): string[] {
    return [...new Set(this.hosts.flatMap(({ withoutCompanion }) => withoutCompanion ?? []))];
  }

  /** The ports of this machine's 127.0.0.1 that the application connected to. */
  async localPortsUsed(): Promise<number[]> {
    return this.local ? portsUsed(await statisticsOf(this.local.statistics)) : [];
  }

  /** An application a moment after the last check, when it did not go on. */
  async endOfApplication(): Promise<Evidence['app']> {
    return (await Promise.all(this.hosts.map((host) => host.endOfApplication()))).find((end) => end !== undefined);
  }

  /** Whether an application has ended, or said that it will. */
  isEnding(): boolean {
    return this.hosts.some((host) => host.isEnding());
  }

  /** What the applications logged so far. */
  applicationLog(): string {
    return this.hosts.map((host) => host.applicationLog()).join('');
  }

  /** The agents, where the template has one. */
  async startAgents(): Promise<void> {
    await Promise.all(this.hosts.map((host) => host.startAgent()));
  }

  /** A part that ended although it should run. */
  died(): string | undefined {
    const dead = this.dead();
    return dead && `${dead.name} ended with ${dead.running.exit()}`;
  }

  /** Without its servers a chain proves nothing: says what they wrote. */
  private requireServers(): void {
    const dead = this.dead();
    if (dead && dead.running.name !== 'application') {
      throw new Error(`${dead.name} ended with ${dead.running.exit()}:\n${this.hosts[0].endOf(dead.running)}`);
    }
  }

  /** What is started once for all hosts. */
  private get shared(): (Running | undefined)[] {
    return [this.haproxy, this.plan.engine?.running, this.plan.broker?.running];
  }

  private dead(): { name: string; running: Running } | undefined {
    const before = this.shared.find((part) => part?.exit() !== undefined);
    if (before) {
      return { name: before.name, running: before };
    }
    return this.hosts
      .map((host) => ({ host, running: host.dead() }))
      .flatMap(({ host, running }) => (running ? [{ name: this.called(host, running.name), running }] : []))[0];
  }

  /** The ends of all logs that say something. */
  logs(): Record<string, string> {
    const [first] = this.hosts;
    const before = this.shared.flatMap((part) => (part ? [[part.name, first.endOf(part)] as const] : []));
    const ofHosts = this.hosts.flatMap((host) => host.logs().map(([name, text]) => [this.called(host, name), text] as const));
    return Object.fromEntries([...before.filter(([, text]) => text !== ''), ...ofHosts]);
  }

  /** A part of a host, by a name that is its own among several hosts. */
  private called({ name: host }: RunningHost, part: string): string {
    return this.hosts.length > 1 ? `${host} ${part}` : part;
  }

  /** Ends everything, the last started first. */
  async stop(): Promise<void> {
    await Promise.all(this.hosts.map((host) => host.stop()));
    await Promise.all(this.shared.map((part) => part?.stop()));
  }
}
