import { brokerRelayDown } from '../../lib/findings/broker/broker-relay-down';
import { brokerAccess } from '../../lib/aws/access';
import { brokersOf, brokerState } from '../../lib/aws/brokers';
import type { Reader } from '../../lib/aws/reader';
import { HEALTHY_AWS } from '../findings/aws-evidence';

const resource = (type: string, logicalId: string, physicalId: string) => ({ type, logicalId, physicalId, stack: 'Chat' });
const RESOURCES = [resource('AWS::AmazonMQ::Broker', 'Broker', 'b-1'), resource('AWS::EC2::SecurityGroup', 'Group', 'sg-broker')];
const from = (...pairs: readonly string[]) => [
  { IpProtocol: 'tcp', FromPort: 61614, ToPort: 61614, UserIdGroupPairs: pairs.map((GroupId) => ({ GroupId })) },
];

/** Answers with a template and with rules of security groups. */
function reader(securityGroups: unknown, rules: { readonly broker?: object[]; readonly host?: object[] } = {}): Reader {
  const template = { Resources: { Broker: { Type: 'AWS::AmazonMQ::Broker', Properties: { SecurityGroups: securityGroups } } } };
  return {
    read: () => Promise.resolve({ value: { TemplateBody: JSON.stringify(template) } }),
    list: (_: string, { GroupIds: [id] }: { GroupIds: readonly string[] }) =>
      Promise.resolve({ value: [id === 'sg-broker' ? { IpPermissions: rules.broker } : { IpPermissionsEgress: rules.host }] }),
  } as unknown as Reader;
}

test.each([
  ['an attribute', [{ 'Fn::GetAtt': ['Group', 'GroupId'] }]],
  ['an attribute in one word', [{ 'Fn::GetAtt': 'Group.GroupId' }]],
  ['a reference', [{ Ref: 'Group' }]],
  ['an id', ['sg-broker']],
])('a broker with its group as %s', async (_, written) => {
  expect(await brokersOf(reader(written), RESOURCES)).toEqual([{ id: 'b-1', groups: ['sg-broker'], unread: [] }]);
});

test.each([
  ['none', undefined],
  ['one of another stack', ['sg-1', { 'Fn::ImportValue': 'group' }]],
])('no groups are known where the template has %s', async (_, written) => {
  expect((await brokersOf(reader(written), RESOURCES))[0]!.groups).toBeUndefined();
});

test('no broker, no question', async () => {
  expect(await brokersOf(reader([]), RESOURCES.slice(1))).toEqual([]);
});

const access = async (rules: Parameters<typeof reader>[1], groups?: string[]) => {
  const brokers = [{ id: 'b-1', groups, unread: [] }];
  return (await brokerAccess(reader([], rules), brokers, HEALTHY_AWS.instance)).access;
};

test.each([
  ['open', from('sg-host'), [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }], true, true],
  ['shut at the broker', from('sg-other'), from('sg-broker'), false, true],
  ['shut at the host', from('sg-host'), [], true, false],
  ['not told by a range', from('sg-host'), [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '10.0.0.0/16' }] }], true, undefined],
])('the way to a broker is %s', async (_, broker, host, admitted, released) => {
  const shown = { purpose: 'broker', port: 61614, admitted, released, to: ['sg-broker'], from: ['sg-host'] };
  expect(await access({ broker, host }, ['sg-broker'])).toEqual([shown]);
});

test('a broker whose groups are not known is not judged', async () => {
  expect(await access({})).toEqual([]);
});

/** Answers for a broker and for its metrics, the newest value first. */
function amazonMq(broker: object, metrics: Readonly<Record<string, readonly number[]>> = {}) {
  const asked: { action: string; input: object }[] = [];
  const read = (action: string, input: object) => {
    asked.push({ action, input });
    const MetricDataResults = Object.entries(metrics).map(([Id, Values]) => ({ Id, Values }));
    return Promise.resolve({ value: action === 'mq:DescribeBroker' ? broker : { MetricDataResults } });
  };
  return { asked, reader: { read } as unknown as Reader };
}

const PAIR = { BrokerName: 'chat', BrokerState: 'RUNNING', BrokerInstances: [{}, {}] };

test('of a pair the one that serves has the connections, and the newest value counts', async () => {
  const { reader: asks, asked } = amazonMq(PAIR, { connections0: [0, 9], most0: [2000], connections1: [1250, 1300], most1: [2000] });
  const broker = { id: 'b-1', name: 'chat', state: 'RUNNING', connections: 1250, most: 2000 };
  expect(await brokerState(asks, 'b-1')).toEqual({ broker, unread: [] });
  const { MetricDataQueries = [] } = asked[1]!.input as { MetricDataQueries?: { MetricStat: { Metric: object } }[] };
  expect(MetricDataQueries.map(({ MetricStat: { Metric } }) => Metric)).toContainEqual({
    Namespace: 'AWS/AmazonMQ',
    MetricName: 'StompMaximumConnections',
    Dimensions: [{ Name: 'Broker', Value: 'chat-2' }],
  });
});

test('what Amazon MQ wants done is told with its code, and a broker without metrics has no numbers', async () => {
  const action = { ActionRequiredCode: 'BROKER_OOM', ActionRequiredInfo: 'out of memory' };
  const { reader: asks } = amazonMq({ ...PAIR, BrokerState: 'CRITICAL_ACTION_REQUIRED', ActionsRequired: [action] });
  const broker = { id: 'b-1', name: 'chat', state: 'CRITICAL_ACTION_REQUIRED', wanted: 'BROKER_OOM: out of memory' };
  expect(await brokerState(asks, 'b-1')).toEqual({ broker, unread: [] });
});

test('a broker that may not be described is not judged', async () => {
  const unread = { action: 'mq:DescribeBroker' as const, because: 'denied' as const, said: 'not authorized' };
  const denies = { read: () => Promise.resolve({ unread }) } as unknown as Reader;
  expect(await brokerState(denies, 'b-1')).toEqual({ unread: [unread] });
});

test.each([
  ['CRITICAL_ACTION_REQUIRED', 'Amazon MQ wants something done for the broker'],
  ['CREATION_FAILED', 'the broker of Amazon MQ does not run'],
])('a broker that is %s is told', (state, title) => {
  const found = brokerRelayDown.inAws?.({ ...HEALTHY_AWS, broker: { ...HEALTHY_AWS.broker, state } });
  expect(found).toMatchObject({ question: 'broker', title, detail: `chat is ${state}` });
});

test.each(['RUNNING', 'REBOOT_IN_PROGRESS'])('a broker that is %s is no fault', (state) => {
  expect(brokerRelayDown.inAws?.({ ...HEALTHY_AWS, broker: { ...HEALTHY_AWS.broker, state } })).toBeUndefined();
});
