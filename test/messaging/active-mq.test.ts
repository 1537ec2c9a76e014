import { Messaging } from '../../lib';
import { ids, only } from '../ingress/synthesized';
import { resolve, userData } from '../ingress/user-data';
import { fleet } from './fleet';

const { template, service } = fleet(() => Messaging.activeMq({ localDestinations: ['/topic/rooms'] }));
const [secret] = ids(template, 'AWS::SecretsManager::Secret');
const [broker] = ids(template, 'AWS::AmazonMQ::Broker');

test('a broker in each of two zones, without a public address, whose only user has a generated password', () => {
  const { BrokerName, SecurityGroups, SubnetIds, Users, ...rest } = only(template, 'AWS::AmazonMQ::Broker').Properties;
  expect(rest).toEqual({
    EngineType: 'ACTIVEMQ',
    EngineVersion: '5.18',
    AutoMinorVersionUpgrade: true,
    DeploymentMode: 'ACTIVE_STANDBY_MULTI_AZ',
    HostInstanceType: 'mq.t3.micro',
    PubliclyAccessible: false,
  });
  expect(BrokerName).toMatch(/^[A-Za-z0-9-]{1,50}$/);
  expect(SubnetIds).toHaveLength(2);
  expect(Users).toEqual([{ Username: 'hosts', Password: expect.anything() }]);
  expect(resolve(Users[0].Password)).toBe(`{{resolve:secretsmanager:<${secret}>:SecretString:::}}`);
});

test('the hosts, who alone get in, are told of both and of the password its reference', () => {
  const address = (index: number) => ({
    'Fn::Select': [1, { 'Fn::Split': ['//', { 'Fn::Select': [index, { 'Fn::GetAtt': [broker, 'StompEndpoints'] }] }] }],
  });
  const lines = only(template, 'AWS::EC2::LaunchTemplate').Properties.LaunchTemplateData.UserData['Fn::Base64']['Fn::Join'][1];
  expect(lines).toEqual(expect.arrayContaining([address(0), address(1)]));
  expect(userData(template).deployment.messaging).toMatchObject({
    engine: 'activemq',
    tls: true,
    username: 'hosts',
    secret: { service: 'secretsmanager', id: `<${secret}>` },
    local: ['/topic/rooms'],
  });
  template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 61_614, ToPort: 61_614 });
  expect(service.host.messaging!.activeMq!.broker.cfnResourceType).toBe('AWS::AmazonMQ::Broker');
});

test('one that is there already, by the addresses of both brokers', () => {
  const made = fleet(() => Messaging.existingActiveMq(['b-1.mq.internal', 'b-2.mq.internal'], { username: 'chat' }));
  expect(userData(made.template).deployment.messaging).toMatchObject({
    engine: 'activemq',
    addresses: ['b-1.mq.internal:61614', 'b-2.mq.internal:61614'],
    username: 'chat',
  });
  made.template.resourceCountIs('AWS::AmazonMQ::Broker', 0);
});

test('fails without an address', () => {
  expect(() => Messaging.existingActiveMq([])).toThrow("addresses is empty: write the broker's, or both of an active/standby one");
});
