import { spawn } from 'node:child_process';
import { get } from 'node:http';
import { holdPort } from '../../lib/rehearsal/ports';

/** A jar that its owner runs, beside every rehearsal. */
export interface OutsideApplication {
  readonly url: string;
  stop(): Promise<void>;
}

/** For an owner who wants the load balancer's headers honoured, where the jar's own configuration is wrong on purpose. */
export const HONOURED = {
  SERVER_FORWARDHEADERSSTRATEGY: 'native',
  SERVER_TOMCAT_REMOTEIP_REMOTEIPHEADER: 'X-Forwarded-For',
  SERVER_TOMCAT_REMOTEIP_PROTOCOLHEADER: 'X-Forwarded-Proto',
  SERVER_TOMCAT_REMOTEIP_PORTHEADER: 'X-Forwarded-Port',
};

/** Starts a jar on a port of its own, and waits until it answers. */
export async function startOutside(jar: string, environment: Readonly<Record<string, string>>): Promise<OutsideApplication> {
  const held = await holdPort(18_080);
  const { port } = held;
  await held.release();
  const child = spawn('java', ['-jar', jar], {
    env: { ...process.env, SERVER_PORT: `${port}`, SERVER_TOMCAT_MAXCONNECTIONS: '200', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
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
      // Asked to end, it would wait half a minute for its open event streams.
      kill();
      await ended;
    },
  };
}

function answers(url: string): Promise<boolean> {
  return new Promise((resolve) =>
    get(url, (response) => resolve(response.resume().statusCode !== undefined)).once('error', () => resolve(false)),
  );
}
