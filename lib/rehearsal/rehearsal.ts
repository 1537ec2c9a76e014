import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AGENT_FILE, UNITS } from '../chain/conventions';
import type { Answer, Examined } from '../doctor/answer';
import { ask, type Progress } from '../doctor/ask';
import type { Chain } from '../doctor/chain';
import { examine } from '../doctor/examine';
import { report, type Report } from '../doctor/report';
import { makeCertificate, type Certificate } from './certificate';
import { findAsset, readAssembly } from './cloud-assembly';
import { applicationEnvironment } from './environment';
import { findHost, type HostInTemplate } from './host-in-template';
import { ingressOf, type Ingress } from './ingress-in-template';
import { layDown, unitOf } from './layout';
import type { RehearsalOptions } from './options';
import { holdPort, type HeldPort } from './ports';
import { requireTools, toolsFor } from './prerequisites';
import { removeWebSocketLines } from './with-the-bug';
import { openWorkspace, type Workspace } from './workspace';
import { askGate, Machinery } from './machinery';

/** What a rehearsal says while it works, besides questions and answers. */
export interface RehearsalProgress extends Progress {
  say(line: string): void;
}

/** A chain that was rehearsed, and still runs until it is closed. */
export interface Rehearsed {
  readonly report: Report;
  /** What a browser on this machine can open. */
  readonly url: string;
  /** What the template did not say. */
  readonly assumptions: readonly string[];
  /** Lines taken out with `withTheBug`. */
  readonly removed: readonly string[];
  /** The ends of the logs of what went wrong. */
  readonly logs: Readonly<Record<string, string>>;
}

/** One rehearsal: starts the chain of a template on this machine and asks the doctor about it. */
export class Rehearsal {
  private readonly host: HostInTemplate;
  private readonly ingress: Ingress;
  private readonly jar?: string;
  private workspace?: Workspace;
  private machinery?: Machinery;
  private held: HeldPort[] = [];

  /** Reads the template; throws when something is missing, before anything is started. */
  constructor(private readonly options: RehearsalOptions, private readonly progress: RehearsalProgress) {
    const templates = readAssembly(options.app);
    this.host = findHost(templates, options.stack);
    this.ingress = ingressOf(templates, this.host);
    this.jar = options.appUrl ? undefined : this.findJar();
  }

  /** Starts everything and examines it. */
  async run(): Promise<Rehearsed> {
    const { host, ingress, options, progress } = this;
    requireTools(toolsFor({ java: this.jar !== undefined, tls: ingress.tls }), progress.say);
    const environment = this.jar === undefined ? {} : applicationEnvironment(unitOf(host, UNITS.springBoot)?.environment ?? {}, host.deployment, options.environment);
    this.workspace = openWorkspace();
    const { directory } = this.workspace;
    layDown(host, directory, { name: this.name, logins: this.logins(), outside: options.appUrl !== undefined });
    const removed = options.withTheBug ? removeWebSocketLines(directory) : [];
    const name = this.name;
    const port = await this.hold(ingress.tls ? 8443 : 8081);
    const redirectPort = ingress.redirect && (await this.hold(8081));
    const certificate = ingress.tls ? await makeCertificate(directory, name) : undefined;
    const machinery = new Machinery(this.workspace, { host, ingress, options, port, redirectPort, certificate, name, jar: this.jar, environment });
    this.machinery = machinery;
    const known = await this.startChain(machinery);
    const failed = known.some(({ answers }) => answers.some(({ verdict }) => verdict === 'problem'));
    const outcome = failed ? report(known) : await examine(this.chain(port, redirectPort, certificate), known, progress);
    const base = `${ingress.tls ? 'https' : 'http'}://localhost:${port}`;
    return { report: outcome, url: base, assumptions: ingress.assumptions, removed, logs: outcome.verdict === 'healthy' ? {} : machinery.logs() };
  }

  /** A part that ended although it should run. */
  died(): string | undefined {
    return this.machinery?.died();
  }

  /** Stops everything and leaves nothing behind. */
  async close(): Promise<void> {
    this.workspace?.seal();
    await this.release();
    await this.machinery?.stop();
    await this.workspace?.close();
  }

  private async hold(wanted: number): Promise<number> {
    const held = await holdPort(wanted);
    this.held.push(held);
    return held.port;
  }

  private async release(): Promise<void> {
    await Promise.all(this.held.splice(0).map((held) => held.release()));
  }

  private get name(): string {
    const { host } = this.host.deployment;
    return /^[A-Za-z0-9.-]+$/.test(host) ? host : 'localhost';
  }

  private findJar(): string {
    const { jar, app } = this.options;
    const key = this.host.deployment.app.jar?.key;
    const found = jar ?? (key === undefined ? undefined : findAsset(this.host.template.directory, key));
    if (found === undefined) {
      throw new Error(`the application's jar is not among the assets in ${app}: give it with --jar, or an application that already runs with --app-url`);
    }
    if (!existsSync(found)) {
      throw new Error(`--jar is ${found}, which does not exist: build the application first`);
    }
    return found;
  }

  /** A route's login, from the headers and the query that the caller gave. */
  private logins(): Record<string, string> {
    const { headers, query } = this.options;
    const parameters = new URLSearchParams(query);
    const entries = this.host.deployment.routes.flatMap(({ path, handshake }): [string, string][] => {
      const wanted = handshake?.header?.toLowerCase();
      const value = handshake?.query ? parameters.get(handshake.query) : Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1];
      return value ? [[path, value]] : [];
    });
    return Object.fromEntries(entries);
  }

  /** Starts part after part; what fails is an answer like any other. */
  private async startChain(machinery: Machinery): Promise<Examined[]> {
    const test = await ask({ question: 'nginx-config', hop: 'nginx', asked: 'the files from the template' }, {}, async () => ({ nginxTest: await machinery.testNginx() }), this.progress);
    if (test.answers[0].verdict === 'problem') {
      return [test];
    }
    await machinery.checkPorts();
    await this.release();
    machinery.startServers();
    const asked: Answer['asked'] = this.options.appUrl ?? 'java -jar';
    const app = await ask({ question: 'application', hop: 'spring-boot', asked }, {}, async () => ({ app: await machinery.startApplication() }), this.progress);
    if (app.answers[0].verdict === 'healthy') {
      await machinery.startAgent();
    }
    return [test, app];
  }

  private chain(port: number, redirectPort: number | undefined, certificate: Certificate | undefined): Chain {
    const { host, ingress, options, workspace, name } = this;
    const directory = workspace?.directory ?? '';
    const scheme = ingress.tls ? 'https' : 'http';
    const origin = `${scheme}://${name}:${port}`;
    const login = { headers: options.headers, query: options.query };
    const forwarded = { 'X-Forwarded-Proto': scheme, 'X-Forwarded-Port': `${port}`, 'X-Forwarded-For': '127.0.0.1' };
    const agent = existsSync(join(directory, AGENT_FILE));
    return {
      target: { origin, connect: { host: '127.0.0.1', port }, ca: certificate?.ca, ...login },
      http: redirectPort === undefined ? undefined : { origin: `http://${name}:${redirectPort}`, connect: { host: '127.0.0.1', port: redirectPort } },
      direct: { origin, connect: { path: join(directory, 'app.sock') }, plain: true, query: options.query, headers: { ...forwarded, ...options.headers } },
      health: { target: { origin: `http://127.0.0.1:${host.deployment.targetPort}`, connect: { path: join(directory, 'nginx.sock') }, plain: true }, ...ingress.health },
      resolve: async () => ({ name, v4: ['127.0.0.1'], v6: [], standIn: ingress.record ? `stand-in for the record ${ingress.record}` : 'stand-in; the template has no record', ms: 0 }),
      hosts: 1,
      loadBalancer: { stickiness: ingress.stickiness.enabled, idleSeconds: ingress.idleSeconds },
      login: Object.keys(options.headers).length > 0 || options.query !== undefined,
      connectHeaders: options.connectHeaders,
      echo: options.echo,
      routes: host.deployment.routes,
      gate: workspace && agent ? () => askGate(workspace) : undefined,
    };
  }
}
