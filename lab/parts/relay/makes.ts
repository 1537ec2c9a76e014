import { join } from 'node:path';
import type { Lab } from '../../lab';
import { until } from '../../machines/command';
import { Server, type ServerOptions } from '../../machines/server';
import { mavenBuild } from '../../maven-build';
import type { Show } from '../boot/events';
import { holds } from '../claims';
import { LASTED } from '../fleet/chat';
import { showPower } from '../fleet/power';
import { type BrokerOptions, broker } from './brokers';
import type { Ground } from './ground';
import { Members } from './members';
import { BACK_SECONDS, killed, showEach, silent } from './outages';
import { CROWD } from './people';
import { rabbitMq, rabbitRoot } from './rabbit';
import { PASSWORD } from './stacks';

/** A broker that is no ActiveMQ Classic. */
interface Make {
  readonly id: string;
  readonly name: string;
  readonly server: (options: BrokerOptions) => ServerOptions;
}

const PARTS = ['clients', 'STOMP broker', 'Spring Boot', 'nginx', 'agent', 'EC2', 'load balancer'] as const;
const TOLD_SECONDS = 120;
/** The hosts look every 5 s where the name is now, and nginx is reloaded. */
const MOVED_SECONDS = BACK_SECONDS + 10;

/** Brokers of other makes, one after the other, in the first one's place: its name gets their addresses. */
export async function showMakes(lab: Lab, ground: Ground, show: Show): Promise<void> {
  const members = await Members.gather(lab, ground);
  let present = ground.pair[0];
  try {
    for (const make of await makes(lab)) {
      const stranger = await Server.run(lab, make.server(await ground.successor('what-nobody-else-knows')));
      const next = await Server.place(lab, make.server(await ground.successor(PASSWORD)));
      await members.settle();
      await show(
        {
          id: `${make.id}-comes`,
          claim:
            `${make.name} takes the broker's place at another address and asks for another password: each host says BROKER-RELAY-LOGIN, ` +
            `once. Then one that takes the password has the name: every client chats there within ${MOVED_SECONDS} s.`,
          how: `${CROWD}; kill -9 of the broker before, and UPSERT of its name's record twice; then GetLogEvents. ${LASTED}.`,
          parts: PARTS,
        },
        async () => {
          let told: string[][] = [];
          const text = await members.back(async () => {
            told = await toldDown(members, async () => {
              await present.kill();
              await ground.move(stranger.address);
            });
            await next.run();
            await stranger.kill();
            await ground.move(next.address);
          }, MOVED_SECONDS);
          holds(
            told.every(([line, ...more]) => line?.includes('BROKER-RELAY-LOGIN') && more.length === 0),
            `not one sentence each: ${JSON.stringify(told)}`,
          );
          return `each host said: "${told[0][0]}"; ${text}`;
        },
      );
      present = next;
      await showEach(members, show, make.id, [killed(present, make.name), silent(present, make.name)]);
    }
    const hosts = () => ground.stacks.hosts(members.service);
    await showPower(lab, { hosts, chat: members.chat, how: CROWD, by: 'STOMP broker' }, show);
  } finally {
    members.end();
    await present.kill();
  }
}

/** What each host says of it, once it says something. */
async function toldDown(members: Members, happen: () => Promise<void>): Promise<string[][]> {
  const lines = await members.saysDown(await members.hosts());
  await happen();
  await until(async () => (await lines()).every(({ length }) => length > 0), TOLD_SECONDS, 2000);
  return lines();
}

async function makes({ cache, say }: Lab): Promise<Make[]> {
  const artemis = join(mavenBuild('artemis', cache, say), 'artemis.jar');
  const rabbits = [await rabbitRoot('bookworm', cache, say), await rabbitRoot('trixie', cache, say)];
  return [
    { id: 'artemis', name: 'Artemis 2.55', server: (options) => broker(artemis, options) },
    ...rabbits.map(({ root, version }) => ({
      id: `rabbitmq-${version.split('.')[0]}`,
      name: `RabbitMQ ${version}`,
      server: (options: BrokerOptions) => rabbitMq(root, options),
    })),
  ];
}
