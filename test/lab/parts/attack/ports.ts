import { join } from 'node:path';
import { NGINX_PORT } from '../../../../lib/chain/conventions';
import { run } from '../../machines/command';
import { namespaceOf } from '../../machines/leftovers';
import { holds, same } from '../claims';
import type { Attacked } from './attacked';
import { back } from './raw';
import type { Show } from './show';

interface Sweep {
  readonly open: readonly number[];
  readonly refused: readonly number[];
}

const NEIGHBOUR = '10.77.3.9';
/** Somebody listens there: nginx, sshd, Spring Boot, the proof listener, the agent. */
const LISTENING = [NGINX_PORT, 22, 8080, 8082, 8083];

/** Who reaches the host, and on which port. */
export async function showPorts({ lab, host, balancer }: Attacked, show: Show): Promise<void> {
  const strangers = show(
    {
      id: 'no-port-for-strangers',
      claim: 'Nobody but the load balancer reaches the host: not one port answers a stranger, or a neighbour in the same VPC.',
      how: 'All 65535 TCP ports are tried from a network namespace outside of the VPC and from one inside of it.',
      parts: ['EC2', 'Debian 13'],
    },
    async () => {
      await lab.machines.network.attachStatic('neighbour', NEIGHBOUR);
      for (const who of ['stranger', 'neighbour']) {
        const { open, refused } = await sweep(namespaceOf(lab.name, who), host.ip);
        holds(open.length === 0 && refused.length === 0, `a ${who} hears from ports: open ${open.join(', ') || 'none'}, refused ${refused.join(', ') || 'none'}`);
      }
      return '65535 ports silent for the stranger, 65535 for the neighbour';
    },
  );
  await show(
    {
      id: 'one-port-for-the-load-balancer',
      claim: 'The load balancer itself reaches nginx\'s port and no other.',
      how: `Ports ${LISTENING.join(', ')} and 100 others from the load balancer's address.`,
      parts: ['EC2', 'Debian 13'],
    },
    async () => {
      const ports = [...LISTENING, ...Array.from({ length: 100 }, (_, index) => 8100 + index)];
      const open = await Promise.all(ports.map(async (port) => ((await opens(host.ip, port, balancer)) ? port : 0)));
      same('ports that answer', open.filter(Boolean), [NGINX_PORT]);
      return `${NGINX_PORT} opens, the other ${ports.length - 1} are silent`;
    },
  );
  await show(
    {
      id: 'one-listener',
      claim: 'Spring Boot, the proof listener and the agent listen on the loopback address: of what the construct installs, nginx alone would answer if the security group were gone.',
      how: '`ss -ltn` on the host. (The image\'s own sshd listens too; there is no key, and the security group shuts its port.)',
      parts: ['Debian 13', 'nginx', 'Spring Boot', 'agent'],
    },
    async () => {
      const listening = (await host.run(['ss', '-Hltn'])).stdout.trim().split('\n').map((line) => line.split(/\s+/)[3] ?? '');
      const loopback = (address: string) => /^(127\.|\[::1\]|\[::ffff:127\.)/.test(address);
      const outside = [...new Set(listening.filter((address) => !loopback(address)))];
      same('addresses beyond the loopback', outside.filter((address) => !address.endsWith(':22')), [`0.0.0.0:${NGINX_PORT}`]);
      return `outside: ${outside.join(', ')}; loopback: ${[...new Set(listening.filter(loopback))].join(', ')}`;
    },
  );
  await strangers;
}

async function sweep(namespace: string, host: string): Promise<Sweep> {
  return JSON.parse(await run('ip', ['netns', 'exec', namespace, process.execPath, join(__dirname, 'sweep.js'), host], { seconds: 120, env: process.env })) as Sweep;
}

async function opens(host: string, port: number, from: string): Promise<boolean> {
  const silence = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 2000));
  const opened = back(host, port, from).open();
  opened.then((socket) => socket.destroy(), () => undefined);
  return (await Promise.race([opened.catch(() => undefined), silence])) !== undefined;
}
