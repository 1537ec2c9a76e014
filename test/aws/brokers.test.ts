import { brokerAccess } from '../../lib/aws/access';
import { brokersOf } from '../../lib/aws/brokers';
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
