import type { Lab } from '../../lab';
import type { ChainPart } from '../../cloud';
import type { Instance } from '../../machines/instance';
import { hostName } from '../../machines/network';
import type { Show } from '../boot/events';
import { same } from '../claims';
import { backWithin, type Chat, complete, LASTED } from './chat';

/** Twice the 25 s of a heart-beat, as long again until that is looked at, 30 s for a close that nobody answers, 5 s until the next try. */
const BACK_SECONDS = 120;

/** Who chats on which hosts, and what these share. */
export interface Powered {
  readonly hosts: () => Promise<Instance[]>;
  readonly chat: Chat;
  readonly how: string;
  readonly by: ChainPart;
}

/** A host without power: no connection is closed, nothing is refused, nobody answers. */
export async function showPower(lab: Lab, { hosts, chat, how, by }: Powered, show: Show): Promise<void> {
  await show(
    {
      id: 'host-without-power',
      claim:
        'The power of one host goes, without a word to anybody: its clients notice by their heart-beats alone, and chat elsewhere ' +
        `within ${BACK_SECONDS} s; who is there already misses nothing of what is said there.`,
      how: `${how}; then one host's link is taken away and all its processes are killed. ${LASTED}.`,
      parts: ['clients', by, 'Spring Boot', 'nginx', 'EC2', 'load balancer'],
    },
    async () => {
      const [host] = await hosts();
      const report = await chat.during(async () => {
        await lab.machines.link(host.id, 'down');
        await host.kill();
        await chat.crowd.powerGone(hostName(host.ip));
      });
      same('clients on the host without power', report.hosts[hostName(host.ip)], undefined);
      const { closes } = report;
      const transports = [...new Set(closes.map(({ transport }) => transport))].sort();
      const noticed = transports.map((transport) => `${transport}: ${closes.filter((each) => each.transport === transport).length}`);
      return `${backWithin(report, BACK_SECONDS)} (${noticed.join(', ')}); ${complete(report)}`;
    },
  );
}
