import { setTimeout as sleep } from 'node:timers/promises';
import type { Lab } from '../../lab';
import type { Server } from '../../machines/server';
import type { Show } from '../boot/events';
import { described, LASTED, unnoticed } from '../fleet/chat';
import type { Ground } from './ground';
import { Members } from './members';
import { CROWD, THOUSAND } from './people';

const PARTS = ['clients', 'STOMP broker', 'Spring Boot', 'nginx', 'agent', 'EC2', 'load balancer'] as const;
const CALM_SECONDS = 10;
const AWAY_SECONDS = 15;
/** Longer than three heartbeats of the application's own session. */
const SILENT_SECONDS = 45;
/** Spring's own session tries again every 5 s, and until then all are refused, who try again after another 2 s. */
export const BACK_SECONDS = 10;
/** A standby starts when the other one has ended, and its first handshakes may take those 3 s in which nginx gives them up. */
const TAKEN_OVER_SECONDS = BACK_SECONDS + 5;
/** nginx waits 3 s for the TLS handshake of a broker that hangs, and begins one as late as that. */
const WOKEN_SECONDS = BACK_SECONDS + 3;

/** What happens to one broker: the words of the claim, how it is done, and the doing, which ends when it listens. */
export type Outage = readonly [id: string, claim: string, how: string, happen: () => Promise<unknown>, seconds?: number];

export const killed = (broker: Server, who: string): Outage => [
  'killed',
  `${who} is killed and comes back: every client chats again within`,
  `kill -9 of the broker, which is started again after ${AWAY_SECONDS} s`,
  async () => {
    await broker.kill();
    await sleep(AWAY_SECONDS * 1000);
    await broker.run();
  },
];

export const silent = (broker: Server, who: string): Outage => [
  'silent',
  `${who} hangs for longer than its clients and the application are patient, and goes on: every client chats again within`,
  `the broker is stopped with SIGSTOP for ${SILENT_SECONDS} s`,
  async () => {
    broker.freeze();
    await sleep(SILENT_SECONDS * 1000);
    broker.thaw();
  },
  WOKEN_SECONDS,
];

/** Shows outages one after the other, under people who chat. */
export async function showEach(members: Members, show: Show, prefix: string, outages: readonly Outage[]): Promise<void> {
  for (const [id, claim, how, happen, seconds = BACK_SECONDS] of outages) {
    await show(
      {
        id: `${prefix}-${id}`,
        claim: `${claim} ${seconds} s after a broker listens; of what the broker had nothing is lost, and no host is replaced.`,
        how: `${CROWD}; meanwhile ${how}. ${LASTED}.`,
        parts: PARTS,
      },
      () => members.back(happen, seconds),
    );
  }
}

/** A broker that goes and comes back. */
export async function showOutages(lab: Lab, ground: Ground, show: Show): Promise<void> {
  const [first, second] = ground.pair;
  const members = await Members.gather(lab, ground);
  try {
    await show(
      {
        id: 'heard-on-both',
        claim: 'What a client says on one host is heard by every member of the room on both, once.',
        how: `${CROWD}, on two hosts that relay to one broker; ${CALM_SECONDS} s of it.`,
        parts: PARTS,
      },
      () => members.staying(() => sleep(CALM_SECONDS * 1000), unnoticed),
    );
    await showEach(members, show, 'broker', [
      killed(first, 'A broker'),
      [
        'failover',
        'A broker is killed whose standby takes over: every client chats there within',
        'kill -9 of the broker that serves, of which the other has waited for the lock',
        () => takesOver(second, first),
        TAKEN_OVER_SECONDS,
      ],
      [
        'return',
        'The standby is killed, and the first one takes over again: every client chats there within',
        'the same the other way round',
        () => takesOver(first, second),
        TAKEN_OVER_SECONDS,
      ],
      [
        'nameless',
        "A broker is killed and comes back while its name is not found, so that the hosts' last address for it counts: " +
          'every client chats again within',
        'the records of both names are deleted, and the broker is killed and started again',
        () => ground.nameless(killed(first, '')[3]),
      ],
      silent(first, 'A broker'),
    ]);
  } finally {
    members.end();
  }
}

/** What a thousand need for their handshakes, on two processors that everything shares. */
const THOUSAND_SECONDS = 20;

/** As many as a host is for. */
export async function showThousand(lab: Lab, ground: Ground, show: Show): Promise<void> {
  const [id, claim, how, happen] = killed(ground.pair[0], 'The broker of a thousand clients');
  const members = await Members.gather(lab, ground, THOUSAND);
  try {
    await show(
      {
        id: `thousand-${id}`,
        claim: `${claim} ${THOUSAND_SECONDS} s after it listens; of what the broker had nothing is lost, and no host is replaced.`,
        how: `${described(THOUSAND)}; meanwhile ${how}. ${LASTED}.`,
        parts: PARTS,
      },
      () => members.back(happen, THOUSAND_SECONDS),
    );
  } finally {
    members.end();
  }
}

async function takesOver(next: Server, present: Server): Promise<void> {
  next.start();
  await sleep(CALM_SECONDS * 1000);
  await present.kill();
  await next.listens();
}
