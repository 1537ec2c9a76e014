import { DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation';
import { succeeded } from '../cdk';
import type { Lab } from '../lab';
import { until } from '../machines/command';
import type { Instance } from '../machines/instance';
import type { Service } from '../service';
import { noFailure, type Seen, Traffic } from '../traffic';
import { onlyInstance } from './boot';
import { claimsOf, holds, same } from './claims';
import type { Part } from './part';
import { Crowd } from '../crowd/crowd';
import type { Report, Transport } from '../crowd/report';
import { REFUSED_SEND } from '../crowd/sock-js-stream';

const NAME = 'rolling';
const CLIENTS: Record<Transport, number> = { WebSocket: 900, 'SockJS stream': 100 };
const ROOM_SIZE = 10;
const PACE_SECONDS = 10;
const BACK_SECONDS = 10;
const GONE_SECONDS = 60;

const PARTS = [
  'clients',
  'aws-cdk',
  'CloudFormation',
  'Auto Scaling',
  'EC2',
  'load balancer',
  'systemd',
  'agent',
  'nginx',
  'Spring Boot',
] as const;

const HOW =
  `${CLIENTS.WebSocket} clients of @stomp/stompjs over WebSocket and ${CLIENTS['SockJS stream']} over SockJS's xhr-streaming, ` +
  `in rooms of ${ROOM_SIZE}, each saying something every ${PACE_SECONDS} s and coming back as the library does by itself; ` +
  'meanwhile cdk deploy of a changed service replaces its host';

/** What was seen of one update. */
interface Update {
  readonly old: Instance;
  readonly seconds: number;
  /** When Auto Scaling was asked to terminate the old host, and when that was gone. */
  readonly going: number;
  readonly gone: number;
  readonly crowd: Report;
  readonly http: Seen;
}

/** A rolling update as those see it who chat meanwhile. */
export const rolling: Part = {
  name: NAME,
  title: 'A rolling update under a thousand clients that chat',
  async run(lab) {
    const show = claimsOf(lab, NAME);
    const update = await rollingUpdate(lab, await lab.service());
    const rows = {
      'hears-1001': heard,
      'back-soon': back,
      'no-request-fails': requests,
      'nothing-lost': deliveries,
      'old-host-gone': gone,
    };
    for (const [id, { claim, how, check }] of Object.entries(rows)) {
      await show({ id, claim, how: `${HOW}. ${how}`, parts: PARTS }, () => check(update));
    }
  },
};

interface Row {
  readonly claim: string;
  readonly how: string;
  readonly check: (update: Update) => string;
}

const heard: Row = {
  claim:
    'Every client of a host that is replaced hears close code 1001 with a reason, spread over seconds. The one exception: ' +
    'who sends over a fallback of SockJS between the deregistration of the host and its own 1001 has the request led to the new host, ' +
    'which answers 404, and SockJS reports 1006.',
  how: "Each client's close events.",
  check: ({ crowd: { closes }, going }) => {
    const ends = closes.map(({ transport, code, reason }) => `${transport}: ${code} "${reason}"`);
    const seen = [...new Set(ends)].map((end) => `${ends.filter((each) => each === end).length} x ${end}`).join(', ');
    const seconds = closes.map(({ at }) => (at - going) / 1000);
    const when = `from ${Math.min(...seconds).toFixed(1)} to ${Math.max(...seconds).toFixed(1)} s after the old host began to leave`;
    const others = closes.filter(({ code, reason }) => !(code === 1001 && reason !== ''));
    holds(
      others.every(({ transport, reason }) => transport === 'SockJS stream' && reason === REFUSED_SEND),
      `not everybody heard 1001: ${seen}; ${when}`,
    );
    same('clients that were told', closes.length, CLIENTS.WebSocket + CLIENTS['SockJS stream']);
    return `${seen}; ${when}`;
  },
};

const back: Row = {
  claim: `Every client chats again within ${BACK_SECONDS} s of its close, on the new host.`,
  how: 'For each client the time from its close until its own first message came back over the new connection.',
  check: ({ crowd: { awayMs, missing, refused } }) => {
    const away = [...awayMs].sort((a, b) => a - b).map((ms) => ms / 1000);
    const text = `half of them after ${away[Math.floor(away.length / 2)]} s, the last after ${away.at(-1)} s`;
    const attempts = `${refused.length} attempts to connect failed${refused.length > 0 ? ` (${[...new Set(refused)].join(', ')})` : ''}`;
    same('clients that did not come back', missing, []);
    holds((away.at(-1) ?? Infinity) <= BACK_SECONDS, `${text}; ${attempts}`);
    return `${away.length} came back, ${text}; ${attempts}`;
  },
};

const requests: Row = {
  claim: 'No HTTP request fails meanwhile.',
  how: 'A further client asks for a page ten times a second, each time on a new connection.',
  check: ({ http }) => noFailure(http),
};

const deliveries: Row = {
  claim:
    'No acknowledged message is lost. Acknowledged is a message that came back to its sender, who is in the room too, ' +
    'for a broker in memory gives no receipts; it is due to each other member of the room who was connected to the same host ' +
    'from before it was sent until a second after it was acknowledged. What was not acknowledged when the connection ended ' +
    'is sent again by its client once that is back. Who is away or on the other host at that moment does not get a message: ' +
    'a broker in memory has no history, and hosts without messaging do not share theirs.',
  how: 'Who sent what on which host, and who heard it.',
  check: ({ crowd: { deliveries: seen } }) => {
    const text =
      `${seen.acknowledged} messages were acknowledged, ${seen.sentAgain} of them after they were sent again; ` +
      `of ${seen.due} deliveries that were due ${seen.lost.length} did not come, ${seen.doubled} came twice; ` +
      `${seen.missed} were not due and did not come, for their receivers were away or on the other host`;
    holds(
      seen.lost.length + seen.unacknowledged + seen.doubled === 0 && seen.due > 0,
      `${text}; ${seen.unacknowledged} were never acknowledged; ${seen.lost.slice(0, 5).join(', ')}`,
    );
    return text;
  },
};

const gone: Row = {
  claim: `The old host is gone within ${GONE_SECONDS} s of beginning to leave, with the construct's own deregistration delay.`,
  how: "From CloudFormation's event that names it until EC2 calls it terminated.",
  check: ({ old, going, gone: at, seconds }) => {
    const took = Math.round((at - going) / 1000);
    holds(took <= GONE_SECONDS, `${old.id} was gone after ${took} s`);
    return `${old.id} was gone after ${took} s; the whole cdk deploy took ${seconds} s`;
  },
};

/** Gathers the clients, replaces the host below them, and asks what they saw. */
async function rollingUpdate(lab: Lab, service: Service): Promise<Update> {
  const old = await onlyInstance(lab, service);
  const target = await lab.target(service.origin);
  const crowd = await Crowd.gather({
    target,
    path: '/ws-stomp',
    clients: CLIENTS,
    roomSize: ROOM_SIZE,
    shared: false,
    paceSeconds: PACE_SECONDS,
  });
  const traffic = new Traffic({ target, path: '/' });
  try {
    const over = new Promise<number>((resolve) =>
      lab.machines.on('state', ({ id, state }) => id === old.id && state === 'terminated' && resolve(Date.now())),
    );
    const { seconds } = succeeded(await replaceHost(lab, service), 'cdk deploy');
    holds(await until(() => old.state === 'terminated', GONE_SECONDS), `${old.id} is still ${old.state}`);
    const report = await crowd.report();
    lab.proof.figure(NAME, "the clients' process", `${report.megabytes} MB, ${report.processorSeconds} s of processor time`);
    return { old, seconds, going: await leftAt(lab, service, old), gone: await over, crowd: report, http: traffic.report() };
  } finally {
    crowd.end();
    await traffic.stop();
  }
}

/** The same application for more connections: files of the host change, and nothing else. */
async function replaceHost(lab: Lab, { stack, context }: Service) {
  const { imageOfStack } = lab.machines;
  const image = imageOfStack.get(stack);
  imageOfStack.delete(stack);
  try {
    return await lab.cdk(['deploy', '--require-approval', 'never', '--progress', 'events'], {
      context: { ...context, connections: '4000' },
    });
  } finally {
    if (image) {
      imageOfStack.set(stack, image);
    }
  }
}

async function leftAt({ aws }: Lab, { stack }: Service, { id }: Instance): Promise<number> {
  const { StackEvents = [] } = await aws.cloudFormation.send(new DescribeStackEventsCommand({ StackName: stack }));
  const event = StackEvents.find(({ ResourceStatusReason = '' }) => ResourceStatusReason.includes(`Terminating instance(s) [${id}]`));
  holds(event?.Timestamp, `no event says that ${id} leaves`);
  return event.Timestamp.getTime();
}
