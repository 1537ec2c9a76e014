import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Report } from '../../lib/doctor/report';
import { faultsOf } from '../cli/report-schema';

const PROGRAM = join(__dirname, '..', '..', 'build', 'bin', 'cdk-spring-websocket.js');

/** What `rehearse --json` printed. */
export type Printed = Report & {
  readonly url: string;
  readonly doctor: readonly string[];
  readonly logs: Readonly<Record<string, string>>;
};

/** A rehearsal in a process of its own. */
export interface Command {
  /** What it printed, as soon as that is whole: with --keep it still runs then. */
  readonly printed: Promise<Printed>;
  /** Its exit code. */
  readonly exit: Promise<number | null>;
  /** Ctrl-C. */
  interrupt(): void;
}

const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));
// A test that failed before it ended its chain would let Jest wait for ever.
afterAll(() => running.forEach((child) => child.kill('SIGINT')));

/** Runs `rehearse --json` as a user would. */
export function rehearse(...argv: string[]): Command {
  return rehearseIn(process.cwd(), ...argv);
}

/** Runs `rehearse --json` as a user would who is in this folder. */
export function rehearseIn(cwd: string, ...argv: string[]): Command {
  const child = spawn(process.execPath, [PROGRAM, 'rehearse', '--json', ...argv], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let output = '';
  let errors = '';
  child.stderr.on('data', (bytes: Buffer) => (errors += bytes.toString('utf8')));
  const exit = new Promise<number | null>((resolve) =>
    child.once('close', (code) => {
      running.delete(child);
      resolve(code);
    }),
  );
  const printed = new Promise<Printed>((resolve, reject) => {
    child.stdout.on('data', (bytes: Buffer) => {
      output += bytes.toString('utf8');
      if (output.endsWith('\n}\n')) {
        resolve(JSON.parse(output) as Printed);
      }
    });
    void exit.then((code) => reject(new Error(`rehearse ended with ${code}:\n${errors}${output}`)));
  });
  return { printed, exit, interrupt: () => void child.kill('SIGINT') };
}

/** A whole rehearsal, in the words that tests compare: questions with verdict and evidence, findings by their codes. */
export async function rehearsed(...argv: string[]) {
  const command = rehearse(...argv);
  const printed = await command.printed;
  expect(faultsOf(printed)).toEqual([]);
  return { ...summary(printed), exit: await command.exit };
}

/** A report as tests compare it. */
export function summary({ verdict, cause, notices, answers }: Printed) {
  const lines = answers.map((answer): [string, string] => [
    `${answer.question}${answer.route ? ` ${answer.route}` : ''}`,
    `${answer.verdict}: ${answer.summary}`,
  ]);
  return { verdict, cause: cause?.code, notices: notices.map(({ code }) => code), answers: Object.fromEntries(lines) };
}
