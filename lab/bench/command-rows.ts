import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocketServer } from 'ws';
import { exampleJarFile } from '../../lib/app/example';
import { projectFolder } from '../project';
import { PORTS } from './candidates';
import type { Row } from './rows';

const COMMAND = [process.execPath, join(projectFolder(), 'build', 'bin', 'cdk-spring-websocket.js')];
const START_MS = 120_000;

/** What is typed at a terminal, as whole processes: the reader's time. */
function typed(name: string, title: string, commands: Readonly<Record<string, () => Promise<void> | void>>): Row {
  return {
    name,
    title,
    unit: 'ms',
    repetitions: 5,
    candidates: Object.keys(commands),
    async alone(candidate) {
      const started = performance.now();
      await commands[candidate]();
      return performance.now() - started;
    },
  };
}

/** Runs it to its end; throws when that is not a good one. */
function run([program, ...args]: readonly string[], environment: Readonly<Record<string, string>> = {}): void {
  const { status, stdout, stderr } = spawnSync(program, args, { env: { ...process.env, ...environment }, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${stdout}${stderr}`.slice(-4000));
}

function synthesize(script: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'bench-synth-'));
  const file = join(projectFolder(), 'test', 'synth-time', script);
  run([process.execPath, file], { JAR: exampleJarFile(), OUTDIR: folder });
  rmSync(folder, { recursive: true });
}

/** The jar as nobody would try it: from its start to its first answer. */
async function jarAlone(): Promise<void> {
  const java = spawn('java', ['-jar', exampleJarFile(), `--server.port=${PORTS.application}`], { stdio: 'ignore' });
  const ended = once(java, 'exit');
  try {
    for (const give = performance.now() + START_MS; !(await answers()); await pause(20)) {
      if (java.exitCode !== null || performance.now() > give) throw new Error('the example did not start');
    }
  } finally {
    java.kill();
    await ended;
  }
}

function answers(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(PORTS.application, '127.0.0.1', () => socket.write('GET /ws-stomp/info HTTP/1.1\r\nHost: localhost\r\n\r\n'));
    socket.once('data', () => (socket.destroy(), resolve(true))).once('error', () => resolve(false));
  });
}

async function doctor(): Promise<void> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: PORTS.application, path: '/ws' });
  await once(server, 'listening');
  const child = spawn(COMMAND[0], [COMMAND[1], 'doctor', `ws://127.0.0.1:${PORTS.application}/ws`, '--kind', 'handler'], {
    stdio: 'ignore',
  });
  const [status] = (await once(child, 'exit')) as [number];
  server.close();
  if (status !== 0) throw new Error(`the doctor ended with ${status} for a healthy server`);
}

/** The rows of the command line and of synthesis. */
export const COMMAND_ROWS: readonly Row[] = [
  typed('command-synth', 'synthesis of a service with a domain, and of aws-ecs-patterns’ service with one', {
    'aws-ecs-patterns': () => synthesize('theirs.mjs'),
    'this construct': () => synthesize('ours.mjs'),
  }),
  typed('command-rehearse', 'until the example’s jar gives its first answer, and until a rehearsal of it is over', {
    'java -jar': jarAlone,
    rehearse: () => run([...COMMAND, 'rehearse', '--example']),
  }),
  typed('command-doctor', 'the command’s help, and a doctor’s look at a healthy WebSocket, half a second of which it watches', {
    '--help': () => run([...COMMAND, '--help']),
    doctor,
  }),
];
