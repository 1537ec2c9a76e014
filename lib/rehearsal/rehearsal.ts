import { UNITS } from '../chain/conventions';
import type { Answer, Examined } from '../doctor/answer';
import { ask, type Progress } from '../doctor/ask';
import { examine, type KnownChain } from '../doctor/chain/examine';
import { APPLICATION } from '../doctor/questions/application';
import { NGINX_CONFIG } from '../doctor/questions/nginx-config';
import type { Readable } from '../doctor/questions/question';
import type { Report } from '../doctor/report';
import type { Evidence } from '../findings/evidence';
import { makeCertificate } from './certificate';
import { chainOf, doctorArguments } from './chain-of';
import { readAssembly } from './cloud-assembly';
import { needsBrokerJar, openBroker, relayHere, relayNotes } from './broker';
import { engineAt, startEngine, type Engine } from './engine';
import { applicationEnvironment } from './environment';
import { findHost, type HostInTemplate } from './host-in-template';
import { ingressOf, type Ingress } from './ingress-in-template';
import { jarOf } from './jar-in-template';
import { layDown, unitOf } from './layout';
import { loginsOf } from './logins';
import type { RehearsalOptions } from './options';
import { holdPort, type HeldPort } from './ports';
import { requireTools, toolsFor } from './prerequisites';
import { RunningHost } from './running-host';
import { hostNames, messagingNotes, requireNamespaces, sharedHere, sharesMessages } from './several-hosts';
import { Turn } from './turn';
import { removeWebSocketLines } from './with-the-bug';
import { openWorkspace, type Workspace } from './workspace';
import { Machinery } from './machinery';

/** What a rehearsal says while it works, besides questions and answers. */
export interface RehearsalProgress extends Progress {
  say(line: string): void;
  /** What goes on between two questions. */
  busy?(what: string): void;
}

/** A chain that was rehearsed, and still runs until it is closed. */
export interface Rehearsed {
  readonly report: Report;
  /** What a browser on this machine can open. */
  readonly url: string;
  /** What the template did not say, and what is not as on a host. */
  readonly assumptions: readonly string[];
  /** The arguments with which `doctor` examines it, as long as it runs. */
  readonly doctor: readonly string[];
  /** What `withTheBug` took out of nginx's files, as a unified diff. */
  readonly removed: string;
  /** The ends of the logs of what went wrong. */
  readonly logs: Readonly<Record<string, string>>;
}

/** What is not as on a host where there is no network namespace. */
export const SHARED_NETWORK =
  "nginx, the application and the agent use this machine's own network, " +
  'where each rehearsal waits for the other: as root on Linux they get one of their own';

/** On AWS nothing but the host's own listens on 127.0.0.1. */
function onAws(port: number): string {
  return `the application used 127.0.0.1:${port} of this machine: on AWS it needs an address of its own, as an environment variable`;
}

/** What is asked of the application after all other questions. */
const GOES_ON = 'goes on';

/** Puts a question that only who starts the chain can ask. */
function askStarting({ name, hop, read }: Readable, asked: string, probe: () => Promise<Evidence>, progress: Progress): Promise<Examined> {
  return ask({ question: name, hop, asked }, {}, probe, read, progress);
}

/** One rehearsal: starts the chain of a template on this machine and asks the doctor about it. */
export class Rehearsal {
  private readonly host: HostInTemplate;
  private readonly ingress: Ingress;
  private readonly jar?: string;
  /** One for each host; what stands before the hosts is in the first. */
  private readonly workspaces: Workspace[] = [];
  private machinery?: Machinery;
  private held: HeldPort[] = [];
  private readonly turn = new Turn();
  private tools?: Promise<void>;

  /** Reads the template; throws when something is missing, before anything is started. */
  constructor(
    private readonly options: RehearsalOptions,
    private readonly progress: RehearsalProgress,
  ) {
    const templates = readAssembly(options.app);
    this.host = findHost(templates, options.stack);
    this.ingress = ingressOf(templates, this.host);
    this.jar = options.appUrl ? undefined : jarOf(this.host, options);
  }

  /** Starts everything and examines it. */
  async run(): Promise<Rehearsed> {
    const { host, ingress, options, progress, jar, name } = this;
    const shares = sharesMessages(host.deployment, options);
    const { relay } = host.deployment;
    const starts = { engine: shares && !options.engine, relay: relay !== undefined, broker: needsBrokerJar(relay, options) };
    this.tools = requireTools(toolsFor({ java: jar !== undefined, tls: ingress.tls || (relay?.tls ?? false), ...starts }), progress.say);
    await this.tools;
    const own = openWorkspace();
    this.workspaces.push(own);
    const broker = relay && (await openBroker(own, relay, options, progress.say));
    const environment =
      jar === undefined
        ? {}
        : applicationEnvironment(
            { ...unitOf(host, UNITS.springBoot)?.environment, ...broker?.environment },
            host.deployment,
            options.environment,
          );
    const plan = { host, ingress, options, jar, environment };
    const hosts = hostNames(options).map((called, index, { length }) => {
      const workspace = index === 0 ? own : openWorkspace();
      if (index > 0) this.workspaces.push(workspace);
      // Where there are several, each has a name of its own.
      return new RunningHost(called, workspace, length === 1 ? plan : { ...plan, environment: { HOSTNAME: called, ...environment } });
    });
    const [workspace] = this.workspaces;
    const { directory, namespace } = workspace;
    requireNamespaces(this.workspaces);
    if (namespace === undefined) {
      await this.turn.take(progress.say);
    }
    const engine = shares ? await this.engine(workspace) : undefined;
    const messaging = shares ? sharedHere(options) : undefined;
    const facts = {
      name,
      logins: loginsOf(host, options),
      outside: options.appUrl !== undefined,
      messaging,
      relay: relay && relayHere(options),
    };
    const [removed] = hosts.map(({ workspace: { directory: folder } }) => {
      layDown(host, folder, facts, broker?.files);
      return options.withTheBug ? removeWebSocketLines(folder) : '';
    });
    const port = await this.hold(ingress.tls ? 8443 : 8081);
    const redirectPort = ingress.redirect && (await this.hold(8081));
    const certificate = ingress.tls ? await makeCertificate(directory, name) : undefined;
    const machinery = new Machinery(workspace, hosts, { ...plan, port, redirectPort, certificate, name, engine, broker });
    const running = { host, ingress, hosts, name, port, redirectPort, certificate, engine };
    this.machinery = machinery;
    const known = await this.startChain(machinery);
    const outcome = await this.examined(machinery, chainOf(running, options), known);
    const base = `${ingress.tls ? 'https' : 'http'}://localhost:${port}`;
    return {
      report: outcome,
      url: base,
      doctor: doctorArguments(running),
      assumptions: [
        ...ingress.assumptions,
        ...(namespace === undefined ? [SHARED_NETWORK] : []),
        ...(relay ? relayNotes(relay, options) : messagingNotes(host.deployment, options)),
        ...machinery.withoutCompanion(),
        ...(await machinery.localPortsUsed()).map(onAws),
      ],
      removed,
      logs: outcome.verdict === 'healthy' ? {} : machinery.logs(),
    };
  }

  /** The routes that are rehearsed. */
  get routes(): HostInTemplate['deployment']['routes'] {
    return this.host.deployment.routes;
  }

  /** Asks the doctor, and then looks once more whether the application goes on: of one that ended nothing else is told. */
  private async examined(machinery: Machinery, chain: KnownChain, known: Examined[]): Promise<Report> {
    const { progress } = this;
    const alive = { ...progress, answered: (answer: Answer) => void (machinery.isEnding() || progress.answered?.(answer)) };
    const outcome = await examine({ ...chain, applicationLog: () => machinery.applicationLog() }, known, alive);
    progress.asking?.({ question: APPLICATION.name, hop: APPLICATION.hop, asked: GOES_ON });
    const app = await machinery.endOfApplication();
    if (app === undefined) {
      return outcome;
    }
    const [test] = known;
    return examine(chain, [test, await askStarting(APPLICATION, GOES_ON, async () => ({ app }), progress)], progress);
  }

  /** A part that ended although it should run. */
  died(): string | undefined {
    return this.machinery?.died();
  }

  /** Stops everything and leaves nothing behind. */
  async close(): Promise<void> {
    await this.tools?.catch(() => undefined); // an installation that began ends in order
    this.workspaces.forEach((workspace) => workspace.seal());
    await this.release();
    await this.machinery?.stop();
    await Promise.all(this.workspaces.map((workspace) => workspace.close()));
    await this.turn.leave();
  }

  private async hold(wanted: number): Promise<number> {
    const held = await holdPort(wanted);
    this.held.push(held);
    return held.port;
  }

  private async release(): Promise<void> {
    await Promise.all(this.held.splice(0).map((held) => held.release()));
  }

  /** What hands the hosts' messages on. */
  private engine(workspace: Workspace): Promise<Engine> {
    return this.options.engine ? engineAt(this.options.engine) : startEngine(workspace);
  }

  private get name(): string {
    const { host } = this.host.deployment;
    return /^[A-Za-z0-9.-]+$/.test(host) ? host : 'localhost';
  }

  /** Starts part after part; what fails is an answer like any other. */
  private async startChain(machinery: Machinery): Promise<Examined[]> {
    const test = await askStarting(
      NGINX_CONFIG,
      'the files from the template',
      async () => ({ nginxTest: await machinery.testNginx() }),
      this.progress,
    );
    if (test.answers[0].verdict === 'problem') {
      return [test];
    }
    await machinery.checkPorts();
    machinery.startServers(this.held.map(({ descriptor }) => descriptor));
    await this.release();
    const app = await askStarting(
      APPLICATION,
      this.options.appUrl ?? (machinery.hosts.length > 1 ? `java -jar on ${machinery.hosts.length} hosts` : 'java -jar'),
      async () => ({ app: await machinery.startApplication() }),
      this.progress,
    );
    if (app.answers[0].verdict === 'healthy') {
      this.progress.busy?.('starting the agent');
      await machinery.startAgents();
    }
    return [test, app];
  }
}
