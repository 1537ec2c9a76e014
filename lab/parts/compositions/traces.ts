import { DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2';
import { DescribeLoadBalancersCommand, DescribeTargetGroupsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { succeeded } from '../../cdk';
import type { Lab } from '../../lab';
import { plain, readRecords } from '../../load-balancer/names';
import { readBalancer } from '../../load-balancer/read-description';
import { holds, same } from '../claims';
import type { Show } from '../deploy/load-balancer';
import { described, groups } from '../deploy/network';

/** What compositions are put upon, by kind, each thing as a line of text that two readings have alike. */
export type Ground = Readonly<Record<string, readonly string[]>>;

/** Reads the two load balancers that exist, their network, and the zone's records of `names` and of what leads to these load balancers. */
export async function readGround(
  { aws, zone }: Lab,
  { bareArn, sharedArn }: Readonly<Record<string, string>>,
  names: readonly string[],
): Promise<Ground> {
  const { LoadBalancers = [] } = await aws.elb.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: [bareArn, sharedArn] }));
  same('load balancers', LoadBalancers.length, 2);
  const balancers = await Promise.all(LoadBalancers.map((loadBalancer) => readBalancer(aws.elb, loadBalancer)));
  const listeners = balancers.flatMap((balancer) => balancer.listeners);
  const ofBalancers = LoadBalancers.flatMap((balancer) => balancer.SecurityGroups ?? []);
  const [{ VpcId = '' }] = await groups(aws, ofBalancers);
  const { SecurityGroups = [] } = await aws.ec2.send(new DescribeSecurityGroupsCommand({ Filters: [{ Name: 'vpc-id', Values: [VpcId] }] }));
  holds(
    ofBalancers.length > 1 && ofBalancers.every((id) => SecurityGroups.some(({ GroupId }) => GroupId === id)),
    `the groups of ${VpcId} lack one of ${ofBalancers.join(', ')}`,
  );
  const { TargetGroups = [] } = await aws.elb.send(new DescribeTargetGroupsCommand({}));
  // Other parts have records in the same zone.
  const ours = [...names, ...LoadBalancers.map(({ DNSName = '' }) => DNSName)].map(plain);
  const records = (await readRecords(aws.route53, zone)).filter(({ Name = '', AliasTarget, ResourceRecords = [] }) =>
    [Name, AliasTarget?.DNSName ?? '', ...ResourceRecords.map(({ Value = '' }) => Value)].some((name) =>
      ours.includes(plain(name).replace(/^dualstack\./, '')),
    ),
  );
  return lines({
    'load balancers': balancers.map(({ loadBalancer, attributes }) => ({ loadBalancer, attributes })),
    listeners: listeners.map(({ listener }) => listener),
    rules: listeners.flatMap(({ rules }) => rules),
    'certificates of listeners': listeners.flatMap(({ listener, certificates }) =>
      certificates.map((certificate) => `${listener.ListenerArn} ${certificate}`),
    ),
    'security group rules': SecurityGroups.flatMap(({ GroupId, IpPermissions = [], IpPermissionsEgress = [] }) => [
      ...IpPermissions.flatMap(described).map((rule) => `${GroupId} in: ${rule}`),
      ...IpPermissionsEgress.flatMap(described).map((rule) => `${GroupId} out: ${rule}`),
    ]),
    'security groups': SecurityGroups.map(({ GroupId }) => GroupId),
    'target groups': TargetGroups.filter((group) => group.VpcId === VpcId).map(({ TargetGroupArn }) => TargetGroupArn),
    // Not the record that validated a certificate, which stays, as docs/operating.md says.
    records,
  });
}

/** That nothing is left of the compositions; then destroys what they were put upon. */
export async function showDestroyed(
  lab: Lab,
  context: Readonly<Record<string, string>>,
  read: () => Promise<Ground>,
  before: Ground,
  deployed: Ground,
  show: Show,
): Promise<void> {
  const destroyed = await lab.cdk(['destroy', '--all', '--force', '--concurrency', '4', '--progress', 'events'], {
    app: 'compositions',
    context,
  });
  await show(
    {
      id: 'destroyed',
      claim: 'Each composition is destroyed without a trace on what it was put upon, but for the record that validated a certificate.',
      how:
        '`cdk destroy --all`; load balancers, listeners, rules, their certificates, security groups, ' +
        "target groups and records, as AWS's API has them before the deployment, after it, " +
        'and after the destruction; then the surroundings themselves, which nothing holds any more.',
      parts: ['aws-cdk', 'CloudFormation', 'AWS APIs'],
    },
    async () => {
      succeeded(destroyed, 'cdk destroy of the compositions');
      const after = await read();
      Object.keys(before).forEach((kind) => same(`${kind}, different from before:`, difference(before[kind], after[kind]), []));
      const added = Object.keys(before).map((kind) => [kind, difference(before[kind], deployed[kind]).length] as const);
      // Of the load balancers themselves nothing changes at any time.
      added.forEach(([kind, number]) =>
        holds(kind === 'load balancers' ? number === 0 : number > 0, `the deployment changed ${number} of ${kind}`),
      );
      const around = succeeded(
        await lab.cdk(['destroy', '--force', '--progress', 'events'], { app: 'surroundings', context }),
        'cdk destroy of the surroundings',
      );
      const told = added
        .filter(([, number]) => number > 0)
        .map(([kind, number]) => `${number} ${kind}`)
        .join(', ');
      return (
        `five stacks after ${destroyed.seconds} s: ${told} came and went, ` +
        `and all is as before; the surroundings after ${around.seconds} s`
      );
    },
  );
}

/** What one has and the other has not. */
function difference(one: readonly string[], other: readonly string[]): string[] {
  return [...one.filter((line) => !other.includes(line)), ...other.filter((line) => !one.includes(line))];
}

function lines(things: Readonly<Record<string, readonly unknown[]>>): Ground {
  return Object.fromEntries(
    Object.entries(things).map(([kind, list]) => [
      kind,
      list.map((thing) => (typeof thing === 'string' ? thing : JSON.stringify(thing))).sort(),
    ]),
  );
}
