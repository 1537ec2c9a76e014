import { DescribeSecurityGroupsCommand, type IpPermission, type SecurityGroup } from '@aws-sdk/client-ec2';
import { DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Cloud } from '../../cloud';
import type { Service } from '../../service';
import { holds, same } from '../claims';
import { launchTemplate } from './launch-template';
import type { Show } from './load-balancer';

/** Who reaches whom. */
export async function showNetwork({ aws }: Cloud, service: Service, show: Show): Promise<void> {
  const { LoadBalancers = [] } = await aws.elb.send(
    new DescribeLoadBalancersCommand({ LoadBalancerArns: [service.id('AWS::ElasticLoadBalancingV2::LoadBalancer')] }),
  );
  const [ofBalancer] = await groups(aws, LoadBalancers[0]?.SecurityGroups ?? []);
  const template = await launchTemplate(aws, service);
  const hostGroups = await groups(aws, template.NetworkInterfaces?.flatMap(({ Groups = [] }) => Groups) ?? template.SecurityGroupIds ?? []);
  const [ofHost] = hostGroups;
  await show(
    {
      id: 'host-security-group',
      claim: "Nothing but the load balancer reaches a host, and only nginx's port.",
      how: 'DescribeSecurityGroups of the groups in the launch template.',
      parts: ['AWS APIs'],
    },
    () => {
      same('number of groups', hostGroups.length, 1);
      same('ingress', (ofHost.IpPermissions ?? []).flatMap(described), [`tcp 8000 from ${ofBalancer.GroupId}`]);
      return `one rule: tcp 8000 from ${ofBalancer.GroupId}, the load balancer's group`;
    },
  );
  await show(
    {
      id: 'load-balancer-security-group',
      claim: 'The load balancer takes ports 80 and 443 from everywhere and reaches nothing but the hosts.',
      how: 'DescribeSecurityGroups.',
      parts: ['AWS APIs'],
    },
    () => {
      same('ingress', (ofBalancer.IpPermissions ?? []).flatMap(described).sort(), ['tcp 443 from 0.0.0.0/0', 'tcp 80 from 0.0.0.0/0']);
      same('egress', (ofBalancer.IpPermissionsEgress ?? []).flatMap(described), [`tcp 8000 from ${ofHost.GroupId}`]);
      return "80 and 443 from 0.0.0.0/0; to the hosts' group on 8000 only";
    },
  );
}

/** Security groups by id. */
export async function groups(aws: Cloud['aws'], ids: readonly string[]): Promise<SecurityGroup[]> {
  holds(ids.length > 0, 'there is no security group');
  const { SecurityGroups = [] } = await aws.ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [...ids] }));
  return SecurityGroups;
}

/** Rules as text, one a peer. */
export function described({
  IpProtocol,
  FromPort,
  ToPort,
  IpRanges = [],
  Ipv6Ranges = [],
  UserIdGroupPairs = [],
  PrefixListIds = [],
}: IpPermission): string[] {
  const ports = FromPort === ToPort ? `${FromPort}` : `${FromPort}-${ToPort}`;
  const peers = [
    ...IpRanges.map(({ CidrIp }) => CidrIp),
    ...Ipv6Ranges.map(({ CidrIpv6 }) => CidrIpv6),
    ...UserIdGroupPairs.map(({ GroupId }) => GroupId),
    ...PrefixListIds.map(({ PrefixListId }) => PrefixListId),
  ];
  return peers.map((peer) => `${IpProtocol} ${ports} from ${peer}`);
}
