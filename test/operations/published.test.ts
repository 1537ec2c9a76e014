import { HostCapacity, HostMetricName, HostMetrics, Messaging } from '../../lib';
import { userData } from '../ingress/user-data';
import { fleet } from '../messaging/fleet';

const unwatched = { defaultAlarms: false };
const oneHost = () => ({ capacity: HostCapacity.oneHost(), ...unwatched });
const chosen = (metrics: HostMetrics) => () => ({ ...oneHost(), metrics });

test.each<[string, Parameters<typeof fleet>, string[] | undefined]>([
  ['several hosts and an engine', [() => Messaging.valkey(), () => unwatched], ['OpenSockets', 'MessagingConnected', 'MessagingLost']],
  ['several hosts whose application shares messages', [() => Messaging.byApplication(), () => unwatched], ['OpenSockets']],
  ['one host with an engine', [() => Messaging.valkey(), oneHost], ['MessagingConnected', 'MessagingLost']],
  [
    'one host with the default alarms',
    [undefined, () => ({ capacity: HostCapacity.oneHost() })],
    ['ClientsWithoutWebSocket', 'OpenSockets'],
  ],
  ['one host alone', [undefined, oneHost], undefined],
  [
    'one with some',
    [undefined, chosen(HostMetrics.of(HostMetricName.SERVER_ERRORS, HostMetricName.OPEN_SOCKETS))],
    ['OpenSockets', 'ServerErrors'],
  ],
  ['one with all', [undefined, chosen(HostMetrics.all())], Object.values(HostMetricName)],
  ['one with none', [undefined, chosen(HostMetrics.none())], undefined],
])('%s publish what is read or chosen, and nothing else', (_, parts, metrics) => {
  const { template } = fleet(...parts);
  const policies = template.findResources('AWS::IAM::Policy');
  expect(userData(template).deployment.metrics).toEqual(metrics);
  expect(JSON.stringify(policies).split('cloudwatch:PutMetricData')).toHaveLength(metrics === undefined ? 1 : 2);
});

test('a metric is published once somebody reads it', () => {
  const { template } = fleet(undefined, oneHost, ({ host }, stack) => {
    const heap = host.metric(HostMetricName.HEAP_USED, { statistic: 'Maximum' });
    heap.createAlarm(stack, 'Heap', { threshold: 90, evaluationPeriods: 5 });
  });
  const { resource, metrics } = userData(template).deployment;
  expect(metrics).toEqual(['HeapUsed']);
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'CdkSpringWebSocket',
    MetricName: 'HeapUsed',
    Statistic: 'Maximum',
    Period: 60,
    Dimensions: [
      { Name: 'LogicalResourceId', Value: resource },
      { Name: 'StackName', Value: 'Chat' },
    ],
  });
  expect(JSON.stringify(template.findResources('AWS::IAM::Policy'))).toContain('cloudwatch:PutMetricData');
});

test.each<[string, Parameters<typeof fleet>]>([
  [
    'HostCapacity.autoScaling reads OpenSockets: leave metrics out, or HostCapacity.autoScaling',
    [() => Messaging.byApplication(), () => ({ metrics: HostMetrics.none() })],
  ],
  ['messaging reads MessagingConnected and MessagingLost', [() => Messaging.valkey(), chosen(HostMetrics.none())]],
])('fails without what %s', (message, parts) => {
  expect(() => fleet(...parts)).toThrow(`metrics is HostMetrics.none(), but ${message}`);
});

test('fails for a metric that no host publishes', () => {
  expect(() => HostMetrics.of('Luck' as HostMetricName)).toThrow(
    "HostMetrics.of has 'Luck', which no host publishes: give members of HostMetricName",
  );
});

test('an alarm goes by the metric that the hosts of its group publish', () => {
  const { template } = fleet(
    () => Messaging.valkey(),
    () => unwatched,
  );
  const { stack, resource } = userData(template).deployment;
  const [alarm] = Object.values(template.findResources('AWS::CloudWatch::Alarm'));
  expect(stack).toBe('<AWS::StackId>');
  expect(alarm!.Properties.Dimensions).toEqual([
    { Name: 'LogicalResourceId', Value: resource },
    { Name: 'StackName', Value: 'Chat' },
  ]);
});
