import { spawn } from 'node:child_process';
import { get } from 'node:http';
import { freePort } from '../../lib/rehearsal/ports';

/** A jar that its owner runs, beside every rehearsal. */
export interface OutsideApplication {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a jar on a port of its own, and waits until it answers. */
export async function startOutside(jar: string, environment: Readonly<Record<string, string>>): Promise<OutsideApplication> {
  const port = await freePort(18_080);
  const child = spawn('java', ['-jar', jar], { env: { ...process.env, SERVER_PORT: `${port}`, SERVER_TOMCAT_MAXCONNECTIONS: '200', ...environment }, stdio: ['ignore', 'pipe', 'inherit'] });
  let log = '';
  child.stdout.on('data', (bytes: Buffer) => (log += bytes.toString('utf8')));
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  while (!(await answers(url))) {
    if (child.exitCode !== null) {
      throw new Error(`the application ended with ${child.exitCode}:\n${log}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return {
    url,
    stop: async () => {
      process.removeListener('exit', kill);
      child.kill();
      await ended;
    },
  };
}

function answers(url: string): Promise<boolean> {
  return new Promise((resolve) => get(url, (response) => resolve(response.resume().statusCode !== undefined)).once('error', () => resolve(false)));
}
