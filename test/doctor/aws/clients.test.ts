import { Clients } from '../../../lib/aws/clients';
import { Reader } from '../../../lib/aws/reader';

const absent = (name: string): never => {
  throw Object.assign(new Error(`Cannot find module '${name}'`), { code: 'MODULE_NOT_FOUND' });
};

test('fails with one install line when the SDK is not there', async () => {
  const line = /^@aws-sdk\/client-route-53 is not installed, but AWS is asked through it: run 'npm install @aws-sdk\/client-acm .*@aws-sdk\/client-ec2 .*@aws-sdk\/client-route-53'$/;
  const reader = () => new Reader(new Clients({ region: 'eu-west-1' }, absent), 'eu-west-1');
  await expect(reader().list('route53:ListHostedZones', {}, ({ HostedZones }) => HostedZones)).rejects.toThrow(line);
  await expect(reader().read('route53:ListHostedZones', {})).rejects.toThrow(line);
});

test('a client is loaded when it is first asked, and only then', () => {
  const loaded: string[] = [];
  const clients = new Clients({ region: 'eu-west-1' }, (name) => {
    loaded.push(name);
    return { EC2: class {} };
  });
  expect(loaded).toEqual([]);
  expect(clients.ec2).toBe(clients.ec2);
  expect(loaded).toEqual(['@aws-sdk/client-ec2']);
});
