import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from './lab';
import { until } from './machines/command';

/** Where the application on another machine listens. */
export const REMOTE_ADDRESS = '10.77.3.1';

/** The example on a machine of its own that is no host of ours: a network namespace with an address. Ends with what is returned. */
export async function startRemoteApplication({ machines, folder }: Lab, jar: string): Promise<() => void> {
  const { namespace } = await machines.network.attachStatic('application', REMOTE_ADDRESS);
  const log = openSync(join(folder, 'remote-application.log'), 'a');
  const command = ['netns', 'exec', namespace, 'java', '-Xmx200m', '-jar', jar, '--server.forward-headers-strategy=native'];
  const child = spawn('ip', command, { cwd: folder, stdio: ['ignore', log, log], env: { PATH: process.env.PATH } });
  closeSync(log);
  const answers = async () =>
    (await fetch(`http://${REMOTE_ADDRESS}:8080/`, { signal: AbortSignal.timeout(1000) }).catch(() => undefined))?.ok ?? false;
  if (!(await until(async () => child.exitCode !== null || (await answers()), 180, 300)) || child.exitCode !== null) {
    child.kill('SIGKILL');
    throw new Error(
      `the application on another machine does not answer at ${REMOTE_ADDRESS}:8080: see ${join(folder, 'remote-application.log')}`,
    );
  }
  return () => void child.kill('SIGKILL');
}
