import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Duration, type Stack } from 'aws-cdk-lib';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  HostCapacity,
  HostMetricName,
  HostMetrics,
  Messaging,
  ServiceDomain,
  SpringWebSocketService,
  WebSocketHost,
  WebSocketIngress,
} from '../../lib';
import type { DashboardOptions } from '../../lib';
import { chat, only, routes, type Synthesized, synthesized, zone } from '../ingress/synthesized';
import { resolve } from '../ingress/user-data';
import { draw } from './picture/draw';
import { EXAMPLE } from './picture/example';
import { linesOf } from './picture/markdown';
import { COLUMN, curves, type MetricProperties, ROW, type Widget } from './picture/widget';

interface Body {
  readonly start: string;
  readonly periodOverride: string;
  readonly widgets: readonly Widget[];
}

const bodyOf = ({ template }: Synthesized): Body =>
  JSON.parse(resolve(only(template, 'AWS::CloudWatch::Dashboard').Properties.DashboardBody)) as Body;
const graphs = ({ widgets }: Body): MetricProperties[] =>
  widgets.flatMap(({ type, properties }) => (type === 'metric' ? [properties as MetricProperties] : []));
const texts = ({ widgets }: Body): string[] => widgets.flatMap((widget) => (widget.type === 'text' ? [widget.properties.markdown] : []));
const alarms = ({ widgets }: Body): readonly string[] =>
  widgets.flatMap((widget) => (widget.type === 'alarm' ? widget.properties.alarms : []));

/** A service with a dashboard, in a region that the template knows. */
function shown(parts: Partial<ConstructorParameters<typeof SpringWebSocketService>[2]> = {}): Body {
  return bodyOf(
    synthesized(
      (stack) => {
        const domain = ServiceDomain.inZone(zone(stack), 'api');
        const service = new SpringWebSocketService(stack, 'Chat', { app: chat(), domain, routes, ...parts });
        service.dashboard();
      },
      { account: '123456789012', region: 'eu-central-1' },
    ),
  );
}

const fleet = () => ({ capacity: HostCapacity.autoScaling({ maxCapacity: 4, connectionsPerHost: 5000 }), messaging: Messaging.valkey() });
const whole = shown({ ...fleet(), metrics: HostMetrics.all() });

test('the sections follow the chain, each with what its curves mean and the commands on top', () => {
  const [guide, ...sections] = texts(whole);
  expect(sections.map((text) => text.split('\n')[0])).toEqual([
    '## Clients',
    '## Load balancer',
    '## Hosts',
    '## nginx',
    '## Application',
    '## Messaging',
  ]);
  expect(guide).toContain(
    'npx cdk-spring-websocket doctor https://api.example.com\nnpx cdk-spring-websocket doctor --stack Chat --region eu-central-1\n',
  );
});

test('each metric is one that exists, by the dimensions under which it is published', () => {
  const seen = graphs(whole).flatMap(({ metrics }) => metrics.filter(([first]) => typeof first === 'string'));
  const names = (namespace: string) => [...new Set(seen.filter(([first]) => first === namespace).map(([, name]) => name))].sort();
  expect(names('CdkSpringWebSocket')).toEqual([...Object.values(HostMetricName)].sort());
  expect(names('AWS/ApplicationELB')).toEqual([
    'ActiveConnectionCount',
    'ClientTLSNegotiationErrorCount',
    'ConsumedLCUs',
    'HTTPCode_ELB_4XX_Count',
    'HTTPCode_ELB_5XX_Count',
    'HTTPCode_Target_5XX_Count',
    'HealthyHostCount',
    'NewConnectionCount',
    'RejectedConnectionCount',
    'TargetConnectionErrorCount',
    'TargetResponseTime',
    'UnHealthyHostCount',
  ]);
  expect(names('AWS/EC2')).toEqual(['CPUUtilization']);
  const [sockets] = seen.filter(([, name]) => name === 'OpenSockets');
  expect(sockets!.slice(2, 6)).toEqual(['LogicalResourceId', expect.stringMatching(/^ChatHostGroupASG/), 'StackName', 'Chat']);
});

test("it is one of CloudWatch's dashboards that are free, which have at most 50 metrics", () => {
  expect(graphs(whole).flatMap(({ metrics }) => metrics).length).toBeLessThanOrEqual(50);
});

test('a row is as wide as the page, and its text fits', () => {
  for (const row of new Set(whole.widgets.map(({ y }) => y))) {
    const width = whole.widgets.filter(({ y }) => y === row).reduce((sum, widget) => sum + widget.width, 0);
    expect([18, 24]).toContain(width);
  }
  for (const { type, properties, width, height } of whole.widgets) {
    if (type === 'text') expect(linesOf(properties.markdown, width * COLUMN)).toBeLessThanOrEqual((height * ROW - 12) / 15);
  }
});

test('what hosts do not publish is not drawn', () => {
  const body = shown({ defaultAlarms: false });
  expect(JSON.stringify(graphs(body))).not.toContain('CdkSpringWebSocket');
  expect(texts(body).filter((text) => /^## (Clients|Application|Messaging)/.test(text))).toEqual([]);
  expect(graphs(shown(fleet())).map(({ title }) => title)).toEqual(
    expect.arrayContaining(['Open sockets', 'Sockets of the fullest host', 'Connected', 'Lost messages']),
  );
});

test('what is open at once does not grow with the length of the period', () => {
  const open = graphs(whole)
    .flatMap(curves)
    .filter(({ expression }) => expression?.includes('PERIOD'));
  expect(open.map(({ label, expression }) => [label, expression])).toEqual([
    ['open, all hosts', 'm / (PERIOD(m) / 60)'],
    ['active', 'm / (PERIOD(m) / 60)'],
    ['sessions, all hosts', 'm / (PERIOD(m) / 60)'],
  ]);
  expect(whole.periodOverride).toBe('inherit');
});

describe('alarms', () => {
  const errors = (stack: Stack, id: string) =>
    new Alarm(stack, id, { metric: new Metric({ namespace: 'Own', metricName: id }), threshold: 1, evaluationPeriods: 1 });
  const withAlarms = (options: (stack: Stack) => DashboardOptions) =>
    alarms(
      bodyOf(
        synthesized((stack) => {
          const rolls = errors(stack, 'Rolls');
          const service = new SpringWebSocketService(stack, 'Chat', { app: chat(), routes, ...fleet(), rollbackAlarms: [rolls] });
          service.dashboard(options(stack));
          new Alarm(service, 'Late', { metric: service.ingress.metricUnhealthyHosts(), threshold: 1, evaluationPeriods: 1 });
        }),
      ),
    );

  test("are the service's own, those made later too, those that roll back and those given, each once", () => {
    const found = withAlarms((stack) => ({ alarms: [errors(stack, 'Given'), stack.node.findChild('Rolls') as Alarm] }));
    expect(found.map((arn) => arn.replace(/[0-9A-F]{8}\.Arn/, ''))).toEqual([
      '<ChatHostMessagingAway>',
      ...['WithoutWebSocket', 'OpenSockets', 'NoHost', 'UnhealthyHosts'].map((name) => `<ChatHostAlarms${name}>`),
      '<ChatLate>',
      '<Rolls>',
      '<Given>',
    ]);
  });

  test('that do not exist are a sentence, since CloudWatch takes no empty list', () => {
    const none = bodyOf(
      synthesized((stack) => {
        const service = new SpringWebSocketService(stack, 'Chat', { app: chat(), routes, defaultAlarms: false });
        service.dashboard();
      }),
    );
    expect(alarms(none)).toEqual([]);
    expect(texts(none)[1]).toBe('No alarms: nobody is told when this breaks.');
  });
});

test('options are those of CloudWatch, and a composed host has a dashboard by its ingress', () => {
  const made = synthesized((stack) => {
    const host = new WebSocketHost(stack, 'Host', { app: chat(), routes });
    const ingress = new WebSocketIngress(stack, 'Ingress', { host });
    ingress.dashboard({ dashboardName: 'chat', defaultInterval: Duration.hours(12), period: Duration.minutes(10) });
  });
  expect(only(made.template, 'AWS::CloudWatch::Dashboard').Properties.DashboardName).toBe('chat');
  const body = bodyOf(made);
  expect(body.start).toBe('-PT12H');
  const periods = graphs(body).flatMap(({ metrics }) => metrics.map((entry) => (entry.at(-1) as { period?: number }).period));
  expect([...new Set(periods)]).toEqual([600]);
});

test.each<[DashboardOptions, string]>([
  [{ period: Duration.seconds(30) }, 'period is 30 seconds: give whole minutes, because load balancer and hosts tell one value a minute'],
  [{ period: 5 } as unknown as DashboardOptions, 'period is 5: write Duration.seconds(60)'],
  [{ alarms: ['errors'] } as unknown as DashboardOptions, "alarms has 'errors': write [an alarm, such as Alarm.fromAlarmName"],
])('fails for %j', (options, message) => {
  expect(() => synthesized((stack) => new SpringWebSocketService(stack, 'Chat', { app: chat(), routes }).dashboard(options))).toThrow(
    message,
  );
});

test('docs/dashboard.svg is what the template says, with example data', () => {
  const file = join(__dirname, '..', '..', 'docs', 'dashboard.svg');
  // A service has an engine or a relay.
  const names = Object.values(HostMetricName).filter((name) => name !== HostMetricName.RELAY_CONNECTED);
  const example = shown({ ...fleet(), metrics: HostMetrics.of(...names) });
  const used = new Set(
    graphs(example)
      .flatMap(curves)
      .map(({ label }) => label),
  );
  expect(Object.keys(EXAMPLE).filter((label) => !used.has(label))).toEqual([]);
  const caption = "Example data, drawn from a synthesized template: the application's heap is full from two o'clock on.";
  const picture = draw(example.widgets, caption);
  if (process.env.UPDATE_GENERATED === '1') {
    writeFileSync(file, picture);
  }
  expect(readFileSync(file, 'utf8')).toBe(picture);
});
