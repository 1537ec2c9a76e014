import { UNITS } from '../../../lib/chain/conventions';
import type { Instance } from '../../machines/instance';
import { holds, same } from '../claims';
import type { Show } from './events';
import { inside, insideAnyway } from './inspect';

const LONG_LIVED = [UNITS.nginx, UNITS.springBoot, UNITS.health];

/** The units, as systemd on the host sees them. */
export async function showUnits(instance: Instance, show: Show): Promise<void> {
  await show(
    {
      id: 'nothing-failed',
      claim: 'No unit of the host has failed.',
      how: '`systemctl --failed` on the host.',
      parts: ['systemd', 'Debian 13'],
    },
    async () => {
      same('failed units', await inside(instance, 'systemctl --failed --no-legend --plain'), '');
      const states = await inside(instance, `systemctl is-active ${LONG_LIVED.join(' ')}`);
      return `${LONG_LIVED.join(', ')}: ${states.split('\n').join(', ')}`;
    },
  );
  await show(
    {
      id: 'hardening',
      claim: 'Each program that faces the network is confined by systemd.',
      how: '`systemd-analyze security` on the host: the exposure of each unit, 0 to 10.',
      parts: ['systemd'],
    },
    async () => {
      const scores: string[] = [];
      for (const unit of LONG_LIVED) {
        const text = await insideAnyway(instance, `systemd-analyze security --no-pager ${unit} | tail -1`);
        const score = Number(/: ([\d.]+) /.exec(text)?.[1]);
        holds(score < 5, `${unit} has an exposure of ${score} (${text})`);
        scores.push(`${unit} ${score}`);
      }
      return scores.join(', ');
    },
  );
  await show(
    {
      id: 'listeners',
      claim: 'Only nginx listens to the network, as nobody special; Spring Boot and the agent listen on the loopback address.',
      how: '`ss -ltnp` and `ps` on the host.',
      parts: ['systemd', 'nginx', 'Spring Boot', 'agent'],
    },
    async () => {
      const lines = (await inside(instance, 'ss -Hltn')).split('\n').map((line) => line.trim().split(/\s+/)[3]);
      const open = lines.filter(
        (address) =>
          !/^(127\.|\[::1\]|\[::ffff:127\.|\*:22$|0\.0\.0\.0:22$|\[::\]:22$)/.test(address) && !/^127\.0\.0\.5[34]/.test(address),
      );
      same(
        "addresses that face the network, besides the image's own sshd",
        [...new Set(open.map((address) => address.split(':').pop()))],
        ['8000'],
      );
      const users = (await instance.processes())
        .split('\n')
        .filter((line) => /nginx: worker|java |agent.pyz serve/.test(line))
        .map((line) => line.trim().split(/\s+/)[1]);
      holds(users.length >= 3 && !users.includes('root'), `nginx, java and the agent run as ${users.join(', ')}`);
      return `${[...new Set(lines)].sort().join(', ')}; users ${[...new Set(users)].join(', ')}`;
    },
  );
}
