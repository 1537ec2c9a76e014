import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Echo } from '../probes/message';
import { requireTools } from './prerequisites';
import { openFolder } from './workspace';

/** The project's example, synthesized into a folder of its own. */
export interface Example {
  readonly directory: string;
  readonly echo: Echo;
  remove(): Promise<void>;
}

/** A domain, so that the example is rehearsed with TLS as a real service would have it. Nothing is looked up. */
const CONTEXT = { domain: 'chat.example.com', zone: 'example.com', zoneId: 'Z0000000000000EXAMPLE' };

/** Synthesizes the example, which builds its jar when that is missing or older than its sources. */
export async function synthesizeExample(say: (line: string) => void): Promise<Example> {
  const project = projectFolder();
  const app = join(project, 'build', 'bin', 'app.js');
  if (!existsSync(join(project, 'examples', 'chat', 'pom.xml')) || !existsSync(app)) {
    throw new Error('the example is in the project\'s repository only, and built with npm run build: in a project of your own run npx cdk synth and rehearse without --example');
  }
  if (!existsSync(join(project, 'examples', 'chat', 'target', 'chat.jar'))) {
    say('building the example with Maven');
    requireTools(['maven', 'jdk'], say);
  }
  const folder = openFolder();
  const directory = join(folder.directory, 'cdk.out');
  const { code, output } = await run(app, project, { ...process.env, CDK_OUTDIR: directory, CDK_CONTEXT_JSON: JSON.stringify(CONTEXT) });
  if (code !== 0) {
    await folder.close();
    throw new Error(`the example could not be synthesized: ${output.trim().split('\n').slice(-15).join('\n')}`);
  }
  return { directory, echo: { send: '/app/rooms/lobby', receive: '/topic/rooms/lobby' }, remove: folder.close };
}

function run(app: string, cwd: string, env: NodeJS.ProcessEnv): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [app], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const take = (bytes: Buffer) => (output = (output + bytes.toString('utf8')).slice(-20_000));
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', (error) => resolve({ code: 1, output: error.message }));
    child.once('close', (code) => resolve({ code, output }));
  });
}

function projectFolder(from = __dirname): string {
  return existsSync(join(from, 'package.json')) ? from : projectFolder(dirname(from));
}
