import { readFileSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import { run } from './machines/command';
import { projectFolder } from './project';

/** The versions of what deploys. */
export function cdkVersions(): Record<string, string> {
  const installed = (name: string) =>
    (JSON.parse(readFileSync(join(projectFolder(), 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version;
  return { 'aws-cdk': installed('aws-cdk'), 'aws-cdk-lib': installed('aws-cdk-lib'), 'Node.js': process.version.slice(1) };
}

/** The versions of what takes part on this machine; those on the hosts are asked there. */
export async function programVersions(): Promise<Record<string, string>> {
  const requirements = readFileSync(join(projectFolder(), 'lab', 'aws', 'requirements.txt'), 'utf8');
  return {
    ...cdkVersions(),
    Linux: release(),
    HAProxy: /version ([\w.]+)/.exec(await run('haproxy', ['-v']))?.[1] ?? 'unknown',
    ministack: /^ministack==(.+)$/m.exec(requirements)?.[1] ?? 'unknown',
  };
}
