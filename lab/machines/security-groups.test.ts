import { rules } from './security-groups';

const HOST = '10.77.1.10';
const BALANCER = '10.77.2.1';
const members = new Map([
  [HOST, ['sg-host']],
  [BALANCER, ['sg-balancer']],
]);
const anywhere = [{ CidrIp: '0.0.0.0/0' }];

/** The rules of one chain. */
function chain(text: string, name: string): string[] {
  return new RegExp(`chain ${name} \\{\\n([^}]*)\\n  \\}`)
    .exec(text)![1]!
    .split('\n')
    .map((line) => line.trim());
}

test('lets in what a rule names: groups by the addresses of their members, and nothing else', () => {
  const text = rules(
    [
      {
        GroupId: 'sg-host',
        IpPermissions: [{ IpProtocol: 'tcp', FromPort: 8000, ToPort: 8000, UserIdGroupPairs: [{ GroupId: 'sg-balancer' }] }],
      },
      {
        GroupId: 'sg-balancer',
        IpPermissions: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: anywhere }],
        IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: anywhere }],
      },
    ],
    members,
    4566,
  );
  expect(chain(text, 'in_10_77_1_10')).toEqual([`ip saddr ${BALANCER} tcp dport 8000-8000 accept`, 'drop']);
  expect(chain(text, 'out_10_77_1_10')).toEqual(['drop']);
  expect(chain(text, 'in_10_77_2_1')).toEqual(['meta nfproto ipv4 tcp dport 443-443 accept', 'drop']);
  expect(chain(text, 'out_10_77_2_1')).toEqual(['meta nfproto ipv4 return', 'drop']);
});

test('reaches the stand-ins for AWS and the mirror where it may reach HTTPS and HTTP of the internet', () => {
  const permission = (port: number) => ({ IpProtocol: 'tcp', FromPort: port, ToPort: port, IpRanges: anywhere });
  const egress = (...ports: number[]) =>
    chain(rules([{ GroupId: 'sg-host', IpPermissionsEgress: ports.map(permission) }], members, 4566), 'out_10_77_1_10').join(' ');
  expect(egress(443)).toMatch(/10\.77\.0\.1 tcp dport 4566 return/);
  expect(egress(443)).not.toMatch(/3142/);
  expect(egress(80)).toMatch(/10\.77\.0\.1 tcp dport 3142 return/);
});

test('judges nobody when there is nobody', () => {
  expect(rules([], new Map(), 4566)).not.toContain('vmap');
});
