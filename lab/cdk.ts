import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './project';

/** How the command line is run. */
export interface CdkOptions {
  /** An app of the lab's, by its file below lab/apps without an ending; bin/app.ts by cdk.json when left out. */
  readonly app?: string;
  /** Where it runs: look-ups leave cdk.context.json there. A folder of the run's own when left out. */
  readonly directory?: string;
  readonly context?: Readonly<Record<string, string>>;
  readonly timeoutSeconds?: number;
}

/** How it went. */
export interface CdkRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

/** Runs the project's own aws-cdk as a user would, in a folder where its context file does no harm. */
export class Cdk {
  private runs = 0;
  private stopped = false;
  private readonly running = new Map<ChildProcess, Promise<unknown>>();

  constructor(
    private readonly folder: string,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  async run(args: readonly string[], options: CdkOptions = {}): Promise<CdkRun> {
    const { app, context = {}, timeoutSeconds = 600 } = options;
    const project = projectFolder();
    const directory = options.directory ?? join(this.folder, app ?? 'bin-app');
    mkdirSync(directory, { recursive: true });
    const own = JSON.parse(readFileSync(join(project, 'cdk.json'), 'utf8')) as object;
    const program = join(project, 'build', app ? `lab/apps/${app}.js` : 'bin/app.js');
    writeFileSync(join(directory, 'cdk.json'), JSON.stringify({ ...own, app: `node ${program}` }));
    const log = join(this.folder, `cdk-${++this.runs}.log`);
    const command = [
      join(project, 'node_modules', 'aws-cdk', 'bin', 'cdk'),
      ...args,
      ...Object.entries(context).flatMap(([key, value]) => ['--context', `${key}=${value}`]),
      '--output',
      join(directory, `cdk.out-${this.runs}`),
      '--no-notices',
      '--no-color',
    ];
    // CDK's own look over the finished template takes seconds a stack; the deployment of bin/app.ts has it.
    const environment = app || args[0] === 'destroy' ? { ...this.environment, CDK_VALIDATION: 'false' } : this.environment;
    if (this.stopped) {
      throw new Error(`cdk ${args[0]} was not begun, because this run is ending`);
    }
    const { child, end } = execute(command, { directory, environment, log, timeoutSeconds });
    this.running.set(child, end);
    return end.finally(() => this.running.delete(child));
  }

  /** Ends the commands that run, and begins no other. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.running.forEach((_end, child) => child.kill());
    await Promise.allSettled(this.running.values());
  }
}

function execute(
  command: readonly string[],
  {
    directory,
    environment,
    log,
    timeoutSeconds,
  }: { directory: string; environment: Readonly<Record<string, string>>; log: string; timeoutSeconds: number },
): { child: ChildProcess; end: Promise<CdkRun> } {
  const started = performance.now();
  const files = { stdout: openSync(log, 'a'), stderr: openSync(`${log}.errors`, 'a') };
  const child = spawn(process.execPath, command, {
    cwd: directory,
    env: { ...inherited(), ...environment },
    stdio: ['ignore', files.stdout, files.stderr],
    timeout: timeoutSeconds * 1000,
  });
  closeSync(files.stdout);
  closeSync(files.stderr);
  const end = new Promise<CdkRun>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      resolve({
        status: code ?? 124,
        stdout: readFileSync(log, 'utf8'),
        stderr: readFileSync(`${log}.errors`, 'utf8'),
        seconds: Math.round((performance.now() - started) / 100) / 10,
      });
    });
  });
  return { child, end };
}

/** Nothing of the caller's that leads to a real account. */
function inherited(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(AWS_|CDK_(?!VALIDATION$))/.test(name));
  return Object.fromEntries(kept);
}

/** Throws with what the command line said when it did not succeed. */
export function succeeded(run: CdkRun, what: string): CdkRun {
  if (run.status !== 0) {
    throw new Error(
      `${what} ended with ${run.status} after ${run.seconds} s: ${`${run.stdout}\n${run.stderr}`.trim().split('\n').slice(-25).join('\n')}`,
    );
  }
  return run;
}
