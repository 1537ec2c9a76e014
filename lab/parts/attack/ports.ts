import { join } from 'node:path';
import { NGINX_PORT } from '../../../lib/chain/conventions';
import { run } from '../../machines/command';
import { namespaceOf } from '../../machines/leftovers';
import { holds, same } from '../claims';
import type { Attacked } from './attacked';
import { back } from './raw';
import type { Show } from './show';
import type { Sweep } from './sweep';

const NEIGHBOUR = '10.77.3.9';
/** Somebody listens there: nginx, sshd, Spring Boot, the proof listener, the agent. */
const LISTENING = [NGINX_PORT, 22, 8080, 8082, 8083];

/** Who reaches the host, and on which port. */
export async function showPorts({ lab, host, balancer }: Attacked, show: Show): Promise<void> {
  const strangers = show(
    {
      id: 'no-port-for-strangers',
      claim: 'Nobody but the load balancer reaches the host: not one port answers a stranger, or a neighbour in the same VPC.',
      how:
        'All 65535 TCP ports are tried from a network namespace outside of the VPC and from one inside of it; ' +
        "with each 4000 ports the load balancer's port 443, which must answer.",
      parts: ['EC2', 'Debian 13'],
    },
    async () => {
      await lab.machines.network.attachStatic('neighbour', NEIGHBOUR);
      const outcomes: string[] = [];
      for (const who of ['stranger', 'neighbour']) {
        const { controls, controlsFailed, tried, heard } = await sweep(namespaceOf(lab.name, who), host.ip, balancer, 443);
        const loud = Object.entries(heard).map(([what, ports]) => `${what} ${ports.length}x (${ports.slice(0, 5).join(', ')})`);
        holds(loud.length === 0, `a ${who} hears from ports: ${loud.join('; ')}`);
        same(`ports that a ${who} tried`, tried, 65_535);
        same(`attempts of a ${who} at ${balancer}:443 that failed meanwhile, of ${controls},`, controlsFailed, []);
        outcomes.push(`${tried} ports silent for the ${who}, while ${balancer}:443 answers it all ${controls} times`);
      }
      return outcomes.join('; ');
    },
  );
  await show(
    {
      id: 'one-port-for-the-load-balancer',
      claim: "The load balancer itself reaches nginx's port and no other.",
      how: `Ports ${LISTENING.join(', ')} and 100 others from the load balancer's address.`,
      parts: ['EC2', 'Debian 13'],
    },
    async () => {
      const ports = [...LISTENING, ...Array.from({ length: 100 }, (_, index) => 8100 + index)];
      const heard = await Promise.all(ports.map(async (port) => ({ port, answer: await answerOf(host.ip, port, balancer) })));
      same(
        'ports that are not silent',
        heard.filter(({ answer }) => answer !== 'silence'),
        [{ port: NGINX_PORT, answer: 'open' }],
      );
      return `${NGINX_PORT} opens, the other ${ports.length - 1} are silent`;
    },
  );
  await show(
    {
      id: 'one-listener',
      claim:
        'Spring Boot, the proof listener and the agent listen on the loopback address: ' +
        'of what the construct installs, nginx alone would answer if the security group were gone.',
      how: "`ss -ltn` on the host. (The image's own sshd listens too; there is no key, and the security group shuts its port.)",
      parts: ['Debian 13', 'nginx', 'Spring Boot', 'agent'],
    },
    async () => {
      const listening = (await host.run(['ss', '-Hltn'])).stdout
        .trim()
        .split('\n')
        .map((line) => line.split(/\s+/)[3] ?? '');
      const loopback = (address: string) => /^(127\.|\[::1\]|\[::ffff:127\.)/.test(address);
      const outside = [...new Set(listening.filter((address) => !loopback(address)))];
      same(
        'addresses beyond the loopback',
        outside.filter((address) => !address.endsWith(':22')),
        [`0.0.0.0:${NGINX_PORT}`],
      );
      return `outside: ${outside.join(', ')}; loopback: ${[...new Set(listening.filter(loopback))].join(', ')}`;
    },
  );
  await strangers;
}

async function sweep(namespace: string, host: string, control: string, port: number): Promise<Sweep> {
  const command = [process.execPath, join(__dirname, 'sweep.js'), host, control, `${port}`];
  return JSON.parse(await run('ip', ['netns', 'exec', namespace, ...command], { seconds: 240, env: process.env })) as Sweep;
}

/** What comes of a connection: `open`, an error's code, or `silence`. */
export async function answerOf(host: string, port: number, from: string): Promise<string> {
  const silence = new Promise<string>((resolve) => setTimeout(() => resolve('silence'), 2000));
  const opened = back(host, port, from)
    .open()
    .then(
      (socket) => {
        socket.destroy();
        return 'open';
      },
      ({ code, message }: NodeJS.ErrnoException) => code ?? message,
    );
  return Promise.race([opened, silence]);
}
