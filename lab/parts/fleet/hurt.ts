import { setTimeout as sleep } from 'node:timers/promises';
import { UNITS } from '../../../lib/chain/conventions';
import type { Report } from '../../crowd/report';
import type { Lab } from '../../lab';
import { cutBetween } from '../../machines/firewall';
import type { Show } from '../boot/events';
import { holds, same } from '../claims';
import { rolledBack } from '../refusal';
import { backWithin, Chat, complete, described, LASTED, type People, unnoticed } from './chat';
import type { Fleets } from './fleets';
import { showPower } from './power';
import { EXPECTED } from './refused';
import { STACKS } from './stacks';

const PEOPLE: People = { clients: { WebSocket: 180, 'SockJS stream': 20 }, paceSeconds: 2 };
const CROWD = described(PEOPLE);
const PARTS = ['clients', 'Redis', 'Spring Boot', 'nginx', 'agent', 'systemd', 'EC2', 'load balancer'] as const;
/** A companion gives up an engine that said nothing for 9 s. */
const SHORT_SECONDS = 4;
const LONG_SECONDS = 14;
const AWAY_SECONDS = 5;
const CUT_SECONDS = 14;
/** systemd starts the application again in its place, where others start at the same time. */
const JVM_SECONDS = 60;

/** What fails around a fleet, and is killed in it: the last host not before it was looked at. */
export async function showHurt(lab: Lab, fleets: Fleets, show: Show, inspected: Promise<void>): Promise<void> {
  const service = await fleets.service('hurt');
  const engine = fleets.engines.hurt;
  const chat = await Chat.gather(await lab.target(service.origin), PEOPLE);
  const ids = async () => (await fleets.hosts(service)).map(({ id }) => id).sort();
  /** No healthy host may be replaced. */
  const staying = async (happen: () => Promise<unknown>, judge: (report: Report) => string) => {
    const before = await ids();
    const text = judge(await chat.during(happen));
    same('hosts in service', await ids(), before);
    return `${text}; the hosts stay`;
  };
  const silent = (seconds: number) => async () => {
    engine.freeze();
    await sleep(seconds * 1000);
    engine.thaw();
  };
  try {
    await show(
      {
        id: 'heard-on-both',
        claim:
          'What a client says on one host is heard by every member of the room on both, once, ' +
          'and an engine that is silent for less than its patience only delays what crosses.',
        how: `${CROWD}, on two hosts; meanwhile Redis is stopped with SIGSTOP for ${SHORT_SECONDS} s.`,
        parts: PARTS,
      },
      () => staying(silent(SHORT_SECONDS), unnoticed),
    );
    await show(
      {
        id: 'engine-silent',
        claim:
          'An engine that is silent for longer than the hosts are patient costs no message, cuts no client and replaces no host; ' +
          'who is on the same host is heard at once all the while.',
        how: `${CROWD}; meanwhile Redis is stopped with SIGSTOP for ${LONG_SECONDS} s, and then goes on with what it had read.`,
        parts: PARTS,
      },
      () =>
        staying(silent(LONG_SECONDS), (report) => {
          const { here, across } = report.deliveries;
          holds((across.p99Ms ?? 0) > 9000, `nothing waited for the engine: 99 % crossed within ${across.p99Ms} ms`);
          holds((here.p99Ms ?? Infinity) < 3000, `who is on the same host waited too: 99 % within ${here.p99Ms} ms`);
          return unnoticed(report);
        }),
    );
    await show(
      {
        id: 'engine-killed',
        claim: 'An engine that is killed and comes back costs no message, cuts no client and replaces no host.',
        how: `${CROWD}; meanwhile kill -9 of Redis, which is started again after ${AWAY_SECONDS} s.`,
        parts: PARTS,
      },
      () =>
        staying(async () => {
          engine.kill();
          await sleep(AWAY_SECONDS * 1000);
          await engine.run();
        }, unnoticed),
    );
    await show(
      {
        id: 'zone-cut-off',
        claim:
          'A host whose zone has no way to the engine for a while loses no message and no client, and is not replaced: ' +
          'what was said meanwhile crosses as soon as the way is there again.',
        how: `${CROWD}; meanwhile every packet between one host and Redis is dropped for ${CUT_SECONDS} s.`,
        parts: PARTS,
      },
      () =>
        staying(async () => {
          const [{ ip }] = await fleets.hosts(service);
          await cutBetween([ip, engine.address]);
          await sleep(CUT_SECONDS * 1000);
          await cutBetween();
        }, unnoticed),
    );
    await show(
      {
        id: 'jvm-killed',
        claim:
          `The JVM of one host is killed: its clients chat again within ${JVM_SECONDS} s, ` +
          'and of what was said on the other host nobody there misses anything.',
        how: `${CROWD}; meanwhile kill -9 of the main process of spring-boot.service on one host. ${LASTED}.`,
        parts: PARTS,
      },
      () =>
        staying(
          async () => {
            const [host] = await fleets.hosts(service);
            await host.signal(UNITS.springBoot, 'KILL');
            await sleep(AWAY_SECONDS * 1000);
          },
          (report) => `${backWithin(report, JVM_SECONDS)}; ${complete(report)}`,
        ),
    );
    await show(
      {
        id: 'update-refused',
        claim:
          'A deployment whose hosts do not reach their engine is refused (BROKER-ENGINE-AWAY) where those which serve reach theirs; ' +
          'nobody who chats notices.',
        how: `${CROWD}; meanwhile cdk deploy of the same service with a name for its engine that has no address.`,
        parts: [...PARTS, 'aws-cdk', 'CloudFormation', 'Auto Scaling', 'IAM'],
      },
      async () => {
        let said = '';
        const update = async () => {
          const run = await fleets.second(STACKS.hurt);
          said = await rolledBack(lab, STACKS.hurt, run, EXPECTED.FleetWrongName, 'UPDATE_ROLLBACK_COMPLETE');
        };
        const before = await ids();
        const seen = unnoticed(await chat.during(update));
        const after = await ids();
        // The lab's CloudFormation goes back to as many hosts as the update had meanwhile.
        same(
          'hosts that served and are gone',
          before.filter((id) => !after.includes(id)),
          [],
        );
        return `${said} ${seen}; the hosts that served stay`;
      },
    );
    await inspected;
    await showPower(lab, { hosts: () => fleets.hosts(service), chat, how: CROWD, by: 'Redis' }, show);
  } finally {
    chat.end();
  }
}
