import type { Report } from '../../crowd/report';
import type { Lab } from '../../lab';
import { until } from '../../machines/command';
import type { Show } from '../boot/events';
import { holds, same } from '../claims';
import { backWithin, type Chat, complete, LASTED, spreadOver, toldToLeave, unnoticed } from './chat';
import type { Fleets } from './fleets';
import { trackTarget } from './target-tracking';

/** So few that three hosts carry them. */
const JOINING = { WebSocket: 180, 'SockJS stream': 20 };
/** From the launch; on AWS the start of an instance and its packages come to it. */
const TAKES_SECONDS = 60;
/** @stomp/stompjs waits 5 s of them. */
const BACK_SECONDS = 10;
const PATIENCE_SECONDS = 240;

const PARTS = ['clients', 'Auto Scaling', 'EC2', 'load balancer', 'agent', 'nginx', 'Spring Boot', 'Redis'] as const;
const TRACKED =
  'From the figure that the hosts published, the size of the group is set as target tracking does it, whose alarms wait longer.';

/** More clients and a host more, fewer clients and a host fewer, under those who chat on. */
export async function showScaling(lab: Lab, fleets: Fleets, chat: Chat, show: Show): Promise<void> {
  const service = await fleets.service('calm');
  const { length: before } = await fleets.hosts(service);
  await showScaleOut(lab, fleets, chat, show);
  // Also where the other host took longer than it may.
  if ((await fleets.hosts(service)).length > before) {
    await showScaleIn(lab, fleets, chat, show);
  }
}

async function showScaleOut(lab: Lab, fleets: Fleets, chat: Chat, show: Show): Promise<void> {
  const service = await fleets.service('calm');
  const serving = () =>
    lab.loadBalancers.health(service.id('AWS::ElasticLoadBalancingV2::TargetGroup')).filter(({ state }) => state === 'healthy').length;
  await show(
    {
      id: 'scale-out',
      claim:
        `Above 70 % of connectionsPerHost the group gets another host, on which new clients chat within ${TAKES_SECONDS} s ` +
        'of its launch; nobody who is on the others notices.',
      how: `A thousand clients chat on two hosts, and then ${JOINING.WebSocket + JOINING['SockJS stream']} more come. ${TRACKED}`,
      parts: PARTS,
    },
    async () => {
      let text = '';
      const report = await chat.during(async () => {
        const before = serving();
        text = await trackTarget(lab, service);
        const started = Date.now();
        holds(await until(() => serving() > before, PATIENCE_SECONDS), `${text}, but no other host is healthy after ${PATIENCE_SECONDS} s`);
        const clients = Object.values(await chat.crowd.join(JOINING)).sort((a, b) => a - b);
        const seconds = (Date.now() - started) / 1000;
        text += `; ${seconds.toFixed(1)} s later ${clients.join(', ')} clients chat on the hosts`;
        same(`hosts that clients are on (${text})`, clients.length, before + 1);
        holds(seconds <= TAKES_SECONDS, text);
      });
      return `${text}; ${unnoticed(report)}`;
    },
  );
}

async function showScaleIn(lab: Lab, fleets: Fleets, chat: Chat, show: Show): Promise<void> {
  const service = await fleets.service('calm');
  const seen: { report?: Report } = {};
  const shrink = async () => {
    let text = '';
    const before = await fleets.hosts(service);
    seen.report = await chat.during(async () => {
      await chat.crowd.halfLeaves();
      text = await trackTarget(lab, service);
      const gone = await until(() => before.some(({ state }) => state === 'terminated'), PATIENCE_SECONDS, 500);
      holds(gone, `${text}, but no host is gone after ${PATIENCE_SECONDS} s`);
    });
    return `${text}; ${toldToLeave(seen.report)}, ${spreadOver(seen.report)}`;
  };
  const reported = (judge: (report: Report) => string) => () => {
    holds(seen.report, 'no host left');
    return judge(seen.report);
  };
  const rows: Record<string, [string, () => Promise<string> | string]> = {
    'scale-in-hears-1001': [
      'When half of the clients are gone, the group ends a host, whose clients are told so (1001) one after the other.',
      shrink,
    ],
    'scale-in-back-soon': [`Each of them chats again within ${BACK_SECONDS} s.`, reported((report) => backWithin(report, BACK_SECONDS))],
    'scale-in-nothing-lost': ['Among who is connected no message is lost or doubled meanwhile.', reported(complete)],
  };
  for (const [id, [claim, judge]] of Object.entries(rows)) {
    await show({ id, claim, how: `Half of those who chat on three hosts leave. ${TRACKED} ${LASTED}.`, parts: PARTS }, judge);
  }
}
