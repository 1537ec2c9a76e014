import { homedir } from 'node:os';
import { join } from 'node:path';
import { brokerJar, exampleJar } from '../lib/app/example';
import { requireTools } from '../lib/rehearsal/prerequisites';
import { applicationJars } from './application-jar';
import { pythonWith } from './aws/python';
import { lock } from './lock';
import { enterHub } from './machines/hub';
import { obstacle, requireMachinery } from './machines/prerequisites';
import { mirrorJar } from './mirror-jar';
import { projectFolder } from './project';

/** What is kept between runs. */
export const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cdk-spring-websocket', 'lab');

/** Outside of the hub: gets everything that needs the network, and lets the lab run inside. Its exit code. */
export async function runInHub(name: string, say: (line: string) => void): Promise<number> {
  const why = obstacle();
  if (why) {
    throw new Error(`the lab cannot run here: ${why}`);
  }
  await lock(name);
  await requireTools(['haproxy', 'openssl', 'python3', 'java', 'jdk', 'maven', 'ip', 'nsenter', 'valkey'], say);
  await requireMachinery(say);
  exampleJar(say);
  brokerJar(say);
  mirrorJar(CACHE, say);
  applicationJars(CACHE, say);
  await pythonWith(join(projectFolder(), 'lab', 'aws', 'requirements.txt'), CACHE);
  // In a session of its own: Ctrl-C reaches this process alone, which passes it on, and the lab ends its processes in order.
  return enterHub(name, ['setsid', process.execPath, '--no-warnings', ...process.argv.slice(1)]);
}
