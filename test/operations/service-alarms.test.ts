import { Duration, type Stack } from 'aws-cdk-lib';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { HostCapacity, HostMetrics, Messaging, ServiceDomain, type SpringWebSocketService } from '../../lib';
import { FINDINGS } from '../../lib/findings/registry';
import { chat, zone } from '../ingress/synthesized';
import { userData } from '../ingress/user-data';
import { fleet } from '../messaging/fleet';

const made = (then: (service: SpringWebSocketService, stack: SpringWebSocketService['node']['scope']) => void = () => {}, more = {}) =>
  fleet(undefined, () => ({ capacity: HostCapacity.oneHost({ connections: 1000 }), ...more }), then);

const alarms = (template: Template) => Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties);
const summary = (template: Template) =>
  alarms(template).map((each) => [
    each.MetricName,
    each.Statistic ?? each.ExtendedStatistic,
    each.ComparisonOperator,
    each.Threshold,
    each.EvaluationPeriods,
    ...(each.DatapointsToAlarm ? [each.DatapointsToAlarm] : []),
  ]);
const states = (template: Template) => alarms(template).map((each) => each.TreatMissingData as string);
const [above, below] = ['GreaterThanOrEqualToThreshold', 'LessThanThreshold'];

const secured = (stack: Stack) => ({
  capacity: HostCapacity.oneHost({ connections: 1000 }),
  domain: ServiceDomain.inZone(zone(stack), 'api'),
});

test('a service has those that cost little, on two metrics of the hosts and on what AWS counts for nothing', () => {
  const { template } = fleet(undefined, secured);
  expect(summary(template)).toEqual([
    ['ClientsWithoutWebSocket', 'Maximum', above, 50, 3, 2],
    ['OpenSockets', 'Maximum', above, 850, 5],
    ['HealthyHostCount', 'Maximum', below, 1, 3],
    ['UnHealthyHostCount', 'Minimum', above, 1, expect.any(Number)],
    ['DaysToExpiry', 'Minimum', below, 30, 1],
  ]);
  expect(userData(template).deployment.metrics).toEqual(['ClientsWithoutWebSocket', 'OpenSockets']);
});

test('no value is no fault, but for hosts, of which nothing is said when there is none, and for a certificate that has ended', () => {
  const { template } = fleet(undefined, secured);
  expect(states(template)).toEqual(['notBreaching', 'notBreaching', 'breaching', 'notBreaching', 'ignore']);
});

test('the one on open sockets takes other values', () => {
  const { template, service } = made(({ alarms: all }) => {
    expect(all.addOpenSockets({ threshold: 60, minutes: 2 })).toBe(all.openSockets);
  });
  expect(service.alarms.all).toHaveLength(4);
  template.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'OpenSockets',
    Threshold: 600,
    EvaluationPeriods: 2,
    AlarmDescription: Match.stringLikeRegexp('a host has 600 sockets or more of the 1000 that it is sized for'),
  });
});

test('each names a finding that there is, and the command that looks further', () => {
  const { template } = made(({ alarms: all }) => addAll(all));
  const codes = FINDINGS.map(({ code }) => code);
  for (const { AlarmDescription } of alarms(template)) {
    const [, code, command] = /^([A-Z0-9-]+), or something like it, at Chat\/Chat\/Host: .*: (npx .*)$/.exec(AlarmDescription as string)!;
    expect([codes.includes(code!), command]).toEqual([true, 'npx cdk-spring-websocket doctor --stack Chat']);
  }
});

function addAll(all: SpringWebSocketService['alarms']): void {
  all.addOpenSockets();
  all.addHandshakesRefused({ threshold: 10, minutes: 2 });
  all.addSlowHandshakes();
  all.addServerErrors();
  all.addHeapUsed();
  all.addGarbageCollection();
  all.addFilesUsed();
  all.addPortsUsed();
  all.addHostChecks();
}

test('the others are made when asked for, and have the hosts publish what they read', () => {
  const { template } = made(({ alarms: all }) => addAll(all), { defaultAlarms: false });
  expect(summary(template)).toEqual(
    expect.arrayContaining([
      ['OpenSockets', 'Maximum', above, 850, 5],
      ['HandshakesRefused', 'Sum', above, 10, 2],
      ['HandshakeTime', 'p95', above, 2000, 5],
      ['ServerErrors', 'Sum', above, 20, 3],
      ['HeapUsed', 'Maximum', above, 90, 5],
      ['GarbageCollection', 'Maximum', above, 10, 5],
      ['FilesUsed', 'Maximum', above, 80, 5],
      ['PortsUsed', 'Maximum', above, 80, 5],
      ['AgentFailures', 'Maximum', above, 1, 3],
    ]),
  );
  expect(alarms(template)).toHaveLength(9);
  expect(userData(template).deployment.metrics).toEqual([
    ...['OpenSockets', 'HandshakesRefused', 'HandshakeTime', 'ServerErrors', 'HeapUsed', 'GarbageCollection'],
    ...['FilesUsed', 'PortsUsed', 'AgentFailures'],
  ]);
});

test('a topic hears of all of them, of those of messaging and of later ones too', () => {
  const { template } = fleet(
    () => Messaging.valkey(),
    undefined,
    ({ alarms: all }, stack) => {
      all.notify(new Topic(stack, 'Topic'));
      all.addHeapUsed();
    },
  );
  const topic = [{ Ref: Match.stringLikeRegexp('^Topic') }];
  template.allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: topic, OKActions: topic });
  expect(alarms(template)).toHaveLength(6);
});

test('none is made with defaultAlarms: false, and none that reads a metric without metrics or without who counts it', () => {
  const metricsOf = (more: object) => summary(made(undefined, more).template).map(([metric]) => metric);
  expect(metricsOf({ defaultAlarms: false })).toEqual([]);
  expect(metricsOf({ metrics: HostMetrics.none() })).toEqual(['HealthyHostCount', 'UnHealthyHostCount']);
  expect(metricsOf({ app: chat({ companion: false }) })).toEqual(['OpenSockets', 'HealthyHostCount', 'UnHealthyHostCount']);
});

test('no host is an alarm only once hosts have served, and rolls nothing back; the first does', () => {
  const { template } = made(({ host, alarms: all }) => host.addRollbackAlarms(all.withoutWebSocket!), { bakeTime: Duration.minutes(5) });
  const dependencies = Object.values(template.findResources('AWS::CloudWatch::Alarm', { Properties: { MetricName: 'HealthyHostCount' } }));
  expect(dependencies[0]!.DependsOn).toEqual([expect.stringContaining('HostGroup')]);
  expect(userData(template).deployment.rollback.alarms).toHaveLength(1);
  expect(() => made(({ host, alarms: all }) => host.addRollbackAlarms(all.noHost!), { bakeTime: Duration.minutes(5) })).toThrow(
    'addRollbackAlarms has alarms.noHost, which is made after the hosts that would read it: leave it out',
  );
});

test.each([
  [{ threshold: 0 }, 'threshold is 0: give a number above 0'],
  [{ minutes: 1.5 }, 'minutes is 1.5: give a whole number, 1 or more'],
])('fails with %j', (options, message) => {
  expect(() => made(({ alarms: all }) => all.addHeapUsed(options))).toThrow(message);
});
