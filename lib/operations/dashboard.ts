import { Duration, Stack } from 'aws-cdk-lib';
import {
  AlarmBase,
  AlarmStatusWidget,
  Column,
  Dashboard,
  type IAlarm,
  type IWidget,
  PeriodOverride,
  Row,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct, IConstruct } from 'constructs';
import { checkKinds, DURATION, listOf, TEXT, withMember } from '../spring/prop-kinds';
import { refusal } from '../spring/refusal';
import type { DashboardOptions } from './dashboard-options';
import { type Observed, sections } from './dashboard-sections';
import { HEIGHT, WIDTH } from './graph';
import { LateWidget } from './late-widget';
import { ServiceCanary } from './service-canary';

/** What the options of a dashboard are, for plain JavaScript. */
const DASHBOARD_KINDS = {
  optional: {
    dashboardName: TEXT,
    defaultInterval: DURATION,
    period: DURATION,
    alarms: listOf(withMember('alarmArn', "an alarm, such as Alarm.fromAlarmName(this, 'Alarm', 'errors')")),
  },
};

/** A text and three graphs side by side, which is the whole width. */
const PAGE = 4 * WIDTH;

/** What a host says of itself. */
export interface ObservedHost extends Pick<Observed, 'published' | 'connections'> {
  /** May stand anywhere. */
  readonly rollbackAlarms: readonly IAlarm[];
}

/** What a dashboard is about. */
export interface DashboardSubject extends Omit<Observed, 'period' | 'canary' | keyof ObservedHost> {
  readonly url: string;
  /** Asked once everything is said: alarms switch metrics on. */
  readonly host: () => ObservedHost;
  /** Where alarms of the service are. */
  readonly parts: readonly IConstruct[];
}

/**
 * One page in the order of the chain: alarms, then what a canary meets, clients, load balancer, hosts, nginx, the application and what
 * hosts share.
 */
export function makeDashboard(scope: Construct, options: DashboardOptions, subject: DashboardSubject): Dashboard {
  checkKinds(options, DASHBOARD_KINDS, scope);
  const period = options.period ?? Duration.minutes(1);
  if (period.isUnresolved() || period.toSeconds() < 60 || period.toSeconds() % 60 !== 0) {
    throw refusal(
      `period is ${period.isUnresolved() ? 'known only on AWS' : period.toHumanString()}: ` +
        'give whole minutes, because load balancer and hosts tell one value a minute',
      scope,
    );
  }
  const page = () => {
    const host = subject.host();
    const canary = subject.parts.flatMap((part) => part.node.findAll()).find((each) => each instanceof ServiceCanary);
    const alarms = new Set<IAlarm>([...subject.parts.flatMap(alarmsIn), ...host.rollbackAlarms, ...(options.alarms ?? [])]);
    return new Column(
      new TextWidget({ markdown: guide(scope, subject.url), width: PAGE, height: 4 }),
      states([...alarms]),
      ...sections({ ...subject, ...host, canary, period }).map(
        ({ title, text, graphs }) => new Row(new TextWidget({ markdown: `## ${title}\n${text}`, width: WIDTH, height: HEIGHT }), ...graphs),
      ),
    );
  };
  return new Dashboard(scope, 'Dashboard', {
    dashboardName: options.dashboardName,
    defaultInterval: options.defaultInterval ?? Duration.hours(3),
    // Otherwise a longer time on the page makes longer points, and sums of another size.
    periodOverride: PeriodOverride.INHERIT,
    widgets: [[new LateWidget(page)]],
  });
}

function alarmsIn(part: IConstruct): AlarmBase[] {
  return part.node.findAll().filter((node): node is AlarmBase => node instanceof AlarmBase);
}

/** The states of all alarms; a list that is empty may be refused. */
function states(alarms: IAlarm[]): IWidget {
  const box = { width: PAGE, height: 3 };
  return alarms.length > 0
    ? new AlarmStatusWidget({ ...box, title: 'Alarms', alarms })
    : new TextWidget({ ...box, markdown: 'No alarms: nobody is told when this breaks.' });
}

function guide(scope: Construct, url: string): string {
  const { stackName, region } = Stack.of(scope);
  return [
    `# ${scope.node.path}: where does it break?`,
    'The sections follow the chain. A fault shows in its own section and in those above, so **begin with the lowest section that has',
    'changed**. If only *Clients* has, look in front of the load balancer: their networks, DNS, or who connects. Then ask the chain',
    'itself, and AWS and the logs:',
    '```',
    `npx cdk-spring-websocket doctor ${url}`,
    `npx cdk-spring-websocket doctor --stack ${stackName} --region ${region}`,
    '```',
  ].join('\n');
}
