import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { App, Stack } from 'aws-cdk-lib';
import type { CanaryOptions, Route } from '../../lib';
import { SpringWebSocketService } from '../../lib';
import type { Round } from '../../lib/canary/round';
import { chat } from '../ingress/synthesized';

const folders: string[] = [];
afterAll(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

/** A canary's function as `cdk deploy` would upload it: its asset in a folder of its own, and its environment. */
export interface PackedCanary {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** What a run of the function leaves. */
export interface Ran {
  /** What it returns, which `aws lambda invoke` prints. */
  readonly returned: Round;
  /** The lines of its log. */
  readonly lines: readonly string[];
}

/** Synthesizes a service with a canary and takes its function out. */
export function packed(routes: Route[], options: CanaryOptions): PackedCanary {
  const app = new App({ analyticsReporting: false, context: { '@aws-cdk/core:defaultCrossStackReferences': 'strong' } });
  const stack = new Stack(app, 'Chat', { env: { account: '123456789012', region: 'eu-west-1' } });
  new SpringWebSocketService(stack, 'Chat', { app: chat(), routes }).canary(options);
  const { directory, stacks } = app.synth();
  const { Resources } = stacks[0]!.template as { Resources: Record<string, { Type: string; Properties: any }> };
  const { Properties } = Object.values(Resources).find(({ Type }) => Type === 'AWS::Lambda::Function')!;
  const folder = mkdtempSync(join(tmpdir(), 'canary-'));
  folders.push(folder, directory);
  cpSync(join(directory, `asset.${(Properties.Code.S3Key as string).replace('.zip', '')}`), folder, { recursive: true });
  return { folder, environment: Properties.Environment.Variables };
}

/** Runs the function once, as Lambda does: nothing of this project is beside it. */
export async function run({ folder, environment }: PackedCanary, more: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const program = "require('./index.js').handler({}).then((round) => process.stderr.write(JSON.stringify(round)))";
  const env = { PATH: process.env.PATH, AWS_REGION: 'eu-west-1', ...environment, ...more };
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['-e', program], { cwd: folder, env });
  return { returned: JSON.parse(stderr) as Round, lines: stdout.trimEnd().split('\n') };
}
