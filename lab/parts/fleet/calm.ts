import { succeeded } from '../../cdk';
import type { Report } from '../../crowd/report';
import type { Lab } from '../../lab';
import type { Show } from '../boot/events';
import { same } from '../claims';
import { backWithin, Chat, complete, described, LASTED, type People, toldToLeave } from './chat';
import type { Fleets } from './fleets';
import { showScaling } from './scaling';
import { STACKS } from './stacks';

const PEOPLE: People = { clients: { WebSocket: 900, 'SockJS stream': 100 }, paceSeconds: 10 };
const CROWD = described(PEOPLE);
/** Beside other fleets that boot; part rolling, which has the machine to itself, shows 10. */
const BACK_SECONDS = 30;
const PARTS = [
  'clients',
  'aws-cdk',
  'CloudFormation',
  'Auto Scaling',
  'EC2',
  'load balancer',
  'agent',
  'nginx',
  'Spring Boot',
  'Redis',
] as const;

/** A fleet whose hosts are all replaced under people who chat, and which grows and shrinks then. */
export async function showCalm(lab: Lab, fleets: Fleets, show: Show): Promise<void> {
  const service = await fleets.service('calm');
  const chat = await Chat.gather(await lab.target(service.origin), PEOPLE);
  try {
    const update = await updated(lab, fleets, chat);
    const rows: Record<string, [string, (report: Report) => string]> = {
      'update-hears-1001': ['Every client of a fleet whose hosts are all replaced is told so (1001).', toldToLeave],
      'update-back-soon': [`Every one of them chats again within ${BACK_SECONDS} s.`, (report) => backWithin(report, BACK_SECONDS)],
      'update-nothing-lost': ['Among who is connected no message is lost or doubled, whichever hosts they are on meanwhile.', complete],
    };
    for (const [id, [claim, judge]] of Object.entries(rows)) {
      const how = `${CROWD}; meanwhile cdk deploy of a changed fleet replaces both hosts. ${LASTED}.`;
      await show({ id, claim, how, parts: PARTS }, () => judge(update));
    }
    await showScaling(lab, fleets, chat, show);
  } finally {
    chat.end();
  }
}

async function updated(lab: Lab, fleets: Fleets, chat: Chat): Promise<Report> {
  const service = await fleets.service('calm');
  const old = await fleets.hosts(service);
  const report = await chat.during(async () => {
    const { seconds } = succeeded(await fleets.second(STACKS.calm), 'cdk deploy of the changed fleet');
    lab.proof.figure('fleet', 'cdk deploy that replaces both hosts under a thousand clients', `${seconds} s`);
  });
  same(
    'old hosts',
    old.map(({ state }) => state),
    old.map(() => 'terminated'),
  );
  return report;
}
