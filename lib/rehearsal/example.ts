import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { exampleJarFile, projectFolder } from '../app/example';
import type { RehearsalOptions } from './options';
import { requireTools, toolsFor } from './prerequisites';
import { openFolder } from './workspace';

/** The project's example, synthesized into a folder of its own. */
export interface Example extends Pick<RehearsalOptions, 'app' | 'echo' | 'echoUser' | 'connectHeaders'> {
  remove(): Promise<void>;
}

/** A domain, so that the example is rehearsed with TLS as a real service would have it. Nothing is looked up. */
const CONTEXT = { domain: 'chat.example.com', zone: 'example.com', zoneId: 'Z0000000000000EXAMPLE' };

const DESTINATIONS = { echo: { send: '/app/rooms/lobby', receive: '/topic/rooms/lobby' } };

const OF_A_USER = {
  echoUser: { send: '/app/notifications/ada', receive: '/user/queue/notifications' },
  connectHeaders: { login: 'ada' },
};

/** The CDK's own check of the template takes most of a synthesis; npx cdk synth and the tests make it. */
const QUICK = { CDK_VALIDATION: 'false' };

/** Synthesizes the example, which builds its jar when that is missing or older than its sources. */
export async function synthesizeExample(hosts: number, relay: boolean, say: (line: string) => void): Promise<Example> {
  requireCdk();
  const project = projectFolder();
  const program = join(project, 'build', 'bin', 'app.js');
  if (!existsSync(exampleJarFile())) {
    // What the rehearsal needs afterwards comes along: one look at the package lists, one installation.
    await requireTools(['maven', 'jdk', ...toolsFor({ java: false, tls: true })], say);
    say('building the example with Maven');
  }
  const folder = openFolder();
  const directory = join(folder.directory, 'cdk.out');
  const { code, output } = await run(program, project, {
    ...process.env,
    ...QUICK,
    CDK_OUTDIR: directory,
    CDK_CONTEXT_JSON: JSON.stringify({ ...CONTEXT, hosts, relay }),
  });
  if (code !== 0) {
    await folder.close();
    throw new Error(`the example could not be synthesized: ${output.trim().split('\n').slice(-15).join('\n')}`);
  }
  return { app: directory, ...DESTINATIONS, ...(hosts > 1 ? OF_A_USER : { connectHeaders: {} }), remove: folder.close };
}

/** The command line runs without aws-cdk-lib; the example is a CDK app. */
function requireCdk(): void {
  try {
    require.resolve('aws-cdk-lib');
  } catch {
    throw new Error("the example needs aws-cdk-lib, which is not installed: run 'npm install cdk-spring-websocket aws-cdk-lib constructs'");
  }
}

function run(program: string, cwd: string, env: NodeJS.ProcessEnv): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const take = (bytes: Buffer) => (output = (output + bytes.toString('utf8')).slice(-20_000));
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
  });
}
