import { setTimeout as sleep } from 'node:timers/promises';
import type { Report } from '../../crowd/report';
import type { Lab } from '../../lab';
import type { Show } from '../boot/events';
import { same } from '../claims';
import { Chat, LASTED, unnoticed } from '../fleet/chat';
import type { Ground } from './ground';
import { backSoon, CROWD, PEOPLE } from './people';
import { STACK } from './stacks';

const PARTS = ['clients', 'ActiveMQ', 'Spring Boot', 'nginx', 'agent', 'EC2', 'load balancer'] as const;
const CALM_SECONDS = 10;
const AWAY_SECONDS = 15;
/** Longer than three heartbeats of the application's own session. */
const SILENT_SECONDS = 45;
/** Spring's own session tries again every 5 s, and until then all are refused; a CONNECT without an answer costs 5 s more. */
const BACK_SECONDS = 15;

/** A broker that goes and comes back under people who chat. */
export async function showOutages(lab: Lab, { stacks, pair: [first, second] }: Ground, show: Show): Promise<void> {
  const service = await stacks.service(STACK);
  const chat = await Chat.gather(await lab.target(service.origin), PEOPLE);
  const ids = async () => (await stacks.hosts(service)).map(({ id }) => id).sort();
  /** What happens says when the broker listens again. No healthy host may be replaced. */
  const staying = async <T>(happen: () => Promise<T>, judge: (report: Report, happened: T) => string) => {
    const before = await ids();
    let happened: T;
    const report = await chat.during(async () => (happened = await happen()));
    const text = judge(report, happened!);
    same('hosts in service', await ids(), before);
    return `${text}; the hosts stay`;
  };
  const rows: [id: string, claim: string, how: string, happen: () => Promise<unknown>][] = [
    [
      'broker-killed',
      'A broker is killed and comes back: every client chats again within',
      `kill -9 of the broker, which is started again after ${AWAY_SECONDS} s`,
      async () => {
        await first.kill();
        await sleep(AWAY_SECONDS * 1000);
        await first.run();
      },
    ],
    [
      'broker-failover',
      'A broker is killed whose standby takes over: every client chats there within',
      'kill -9 of the broker that serves, of which the other has waited for the lock',
      async () => {
        second.start();
        await sleep(CALM_SECONDS * 1000);
        await first.kill();
        await second.listens();
      },
    ],
    [
      'broker-return',
      'The standby is killed, and the first one takes over again: every client chats there within',
      'the same the other way round',
      async () => {
        first.start();
        await sleep(CALM_SECONDS * 1000);
        await second.kill();
        await first.listens();
      },
    ],
    [
      'broker-silent',
      'A broker hangs for longer than its clients and the application are patient, and goes on: every client chats again within',
      `the broker is stopped with SIGSTOP for ${SILENT_SECONDS} s`,
      async () => {
        first.freeze();
        await sleep(SILENT_SECONDS * 1000);
        first.thaw();
      },
    ],
  ];
  try {
    await show(
      {
        id: 'heard-on-both',
        claim: 'What a client says on one host is heard by every member of the room on both, once.',
        how: `${CROWD}, on two hosts that relay to one broker; ${CALM_SECONDS} s of it.`,
        parts: PARTS,
      },
      () => staying(() => sleep(CALM_SECONDS * 1000), unnoticed),
    );
    for (const [id, claim, how, happen] of rows) {
      const whole = `${claim} ${BACK_SECONDS} s after a broker listens; of what the broker had nothing is lost, and no host is replaced.`;
      await show({ id, claim: whole, how: `${CROWD}; meanwhile ${how}. ${LASTED}.`, parts: PARTS }, () =>
        staying(
          async () => {
            await happen();
            return Date.now();
          },
          (report, listensAt) => backSoon(report, { listensAt, seconds: BACK_SECONDS }),
        ),
      );
    }
  } finally {
    chat.end();
  }
}
