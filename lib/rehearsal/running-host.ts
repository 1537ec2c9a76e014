import { execFile } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AGENT_FILE, FIGURES_FILE, RELAY_FILE, UNITS } from '../chain/conventions';
import { withoutFrames } from '../doctor/failure-in-log';
import type { SharingFacts } from '../doctor/sharing';
import type { Evidence, RelayEvidence } from '../findings/evidence';
import { health } from '../probes/health';
import { agentCommand } from './agent';
import { answers, startJar, type Application } from './application';
import type { HostInTemplate } from './host-in-template';
import type { Ingress } from './ingress-in-template';
import { withJournalStandIn } from './journal-stand-in';
import { nginxCommand, unitOf } from './layout';
import type { RehearsalOptions } from './options';
import { start, type Running } from './processes';
import type { Workspace } from './workspace';

const run = promisify(execFile);

/** A session counts when it is held for 13 s, and Spring tries every 5 s. */
const RELAY_MS = 40_000;
/** The same once the watch knows what is wrong. */
const RELAY_FAILED_MS = 15_000;

/** How Java says that there is no way to a server. */
const UNREACHED = /Connection refused|Network is unreachable|UnknownHostException|No route to host/i;
const ONLY_LOCAL =
  'a rehearsed application reaches what listens on 127.0.0.1 of this machine and nothing else: ' +
  'start it there, or rehearse an application that already runs with --app-url';

/** What the parts of a host are started from. */
export interface HostPlan {
  readonly host: HostInTemplate;
  readonly ingress: Ingress;
  readonly options: RehearsalOptions;
  readonly jar?: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** A running host: nginx, the application, the agent. */
export class RunningHost {
  private readonly parts: Running[] = [];
  private application?: Application;

  constructor(
    readonly name: string,
    readonly workspace: Workspace,
    private readonly plan: HostPlan,
  ) {}

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

  /** nginx on the host's files. */
  startNginx(): void {
    this.parts.push(start(this.workspace, { name: 'nginx', command: this.nginx }));
  }

  /** Starts the jar, where there is one, and waits until it answers anything at all. */
  async startApplication(requireServers: () => void): Promise<NonNullable<Evidence['app']>> {
    const { jar, host, environment, options } = this.plan;
    const { directory } = this.workspace;
    const app = jar === undefined ? undefined : await startJar(this.workspace, { unit: unitOf(host, UNITS.springBoot), jar, environment });
    if (app) {
      this.parts.push(app.running);
      this.application = app;
    }
    const patience = (options.startSeconds ?? (app ? host.deployment.app.startTimeoutSeconds : 10)) * 1000;
    const started = performance.now();
    const waited = () => Math.round(performance.now() - started);
    while (waited() < patience && !app?.ended()) {
      requireServers();
      if (await answers(directory)) {
        await app?.answers();
        return { listening: true, log: '', waitedMs: waited() };
      }
      await pause(100);
    }
    return { listening: false, exit: app?.ended(), ...this.words(), waitedMs: waited() };
  }

  /** Why the host's companion is not in the application, where it could be. */
  get withoutCompanion(): string | undefined {
    return this.application?.withoutCompanion ?? undefined;
  }

  /** What the companion says of sharing messages. */
  sharing(): SharingFacts {
    const file = join(this.workspace.directory, FIGURES_FILE);
    const { messaging } = (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}) as { messaging?: { problem?: string } };
    return { host: this.name, problem: messaging ? messaging.problem : 'inactive: no companion is in the application' };
  }

  /** The application a moment after the last check: what starts behind an open port may end it. Undefined when it goes on. */
  async endOfApplication(): Promise<Evidence['app']> {
    const exit = await this.application?.settled();
    return exit === undefined ? undefined : { listening: false, exit, ...this.words(), waitedMs: 0 };
  }

  /** Whether the application has ended, or said that it will. */
  isEnding(): boolean {
    return this.application?.isEnding() ?? false;
  }

  /** The application's log so far. */
  applicationLog(): string {
    return this.shown(this.application?.running.log() ?? '');
  }

  private words(): { log: string; failure?: string } {
    const log = this.applicationLog();
    const failure = this.application?.failure(log);
    const apart = this.workspace.namespace !== undefined && UNREACHED.test(log);
    return { log: tail(withoutFrames(log), 40), failure: failure && apart ? `${failure} (${ONLY_LOCAL})` : failure };
  }

  /** The agent, where the template has one, until its health answer is good or it has had time for it. */
  async startAgent(): Promise<void> {
    const { directory } = this.workspace;
    if (!existsSync(join(directory, AGENT_FILE))) {
      return;
    }
    this.parts.push(start(this.workspace, { name: 'agent', command: [...agentCommand(directory), 'serve'] }));
    const { host, ingress } = this.plan;
    const target = {
      origin: `http://127.0.0.1:${host.deployment.targetPort}`,
      connect: { path: join(directory, 'nginx.sock') },
      plain: true,
    };
    const started = performance.now();
    while (performance.now() - started < 3000 && !(await health(target, ingress.health.path, ingress.health.matcher, 1000)).healthy) {
      await pause(100);
    }
  }

  /** What the agent's watch finds of the broker relay, once it holds or has had time to. The watch looks into the application's network. */
  async relay(): Promise<RelayEvidence> {
    const { directory } = this.workspace;
    const started = performance.now();
    const pid = this.application?.running.pid;
    if (pid !== undefined && !existsSync(join(directory, 'proc'))) {
      symlinkSync(`/proc/${pid}`, join(directory, 'proc'));
    }
    const environment = withJournalStandIn(this.workspace);
    const watch = start(this.workspace, { name: 'relay', command: [...agentCommand(directory), 'relay'], environment });
    this.parts.push(watch);
    const file = join(directory, RELAY_FILE);
    const found = (): Omit<RelayEvidence, 'ms'> =>
      existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as RelayEvidence) : { up: false };
    const patience = () => (found().code === undefined ? RELAY_MS : RELAY_FAILED_MS);
    while (!found().up && performance.now() - started < patience() && watch.exit() === undefined) {
      await pause(200);
    }
    return { ...found(), ms: Math.round(performance.now() - started) };
  }

  /** A part that ended although it should run. */
  dead(): Running | undefined {
    return this.parts.find((part) => part.exit() !== undefined);
  }

  /** The ends of all logs that say something. */
  logs(): [name: string, text: string][] {
    return this.parts.map((part): [string, string] => [part.name, this.endOf(part)]).filter(([, text]) => text !== '');
  }

  /** The end of what a part wrote. */
  endOf(part: Running): string {
    return tail(withoutFrames(this.shown(part.log())), 40);
  }

  /** Ends everything, the last started first. */
  async stop(): Promise<void> {
    await Promise.all([...this.parts].reverse().map((part) => part.stop()));
  }

  private get nginx(): string[] {
    return nginxCommand(unitOf(this.plan.host, UNITS.nginx), this.workspace.directory);
  }

  /** Paths as the host has them; no value that was given as a secret. */
  private shown(text: string): string {
    const { environment, headers, connectHeaders, query } = this.plan.options;
    const values = [environment, headers, connectHeaders, Object.fromEntries(new URLSearchParams(query))].flatMap((each) =>
      Object.values(each),
    );
    const given = values.filter((value) => value.length >= 6);
    return given.reduce((shown, value) => shown.replaceAll(value, '***'), text.replaceAll(this.workspace.directory, ''));
  }
}

function tail(text: string, lines: number): string {
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
