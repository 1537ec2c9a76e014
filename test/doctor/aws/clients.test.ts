import { Clients } from '../../../lib/aws/clients';
import { SDK } from '../../../lib/aws/sdk';

test('a client is loaded when it is first asked, and only then', () => {
  const loaded: string[] = [];
  const sdk = {
    ...SDK,
    ec2: () => {
      loaded.push('ec2');
      return { EC2: class {} };
    },
  };
  const clients = new Clients({ region: 'eu-west-1' }, sdk);
  expect(loaded).toEqual([]);
  expect(clients.ec2).toBe(clients.ec2);
  expect(loaded).toEqual(['ec2']);
});
