import { paginateListCertificates } from '@aws-sdk/client-acm';
import { paginateDescribeAutoScalingGroups } from '@aws-sdk/client-auto-scaling';
import { paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import {
  paginateDescribeInstances,
  paginateDescribeInternetGateways,
  paginateDescribeLaunchTemplates,
  paginateDescribeRouteTables,
  paginateDescribeSecurityGroups,
  paginateDescribeSubnets,
  paginateDescribeVpcs,
  type Tag,
} from '@aws-sdk/client-ec2';
import {
  paginateDescribeListeners,
  paginateDescribeLoadBalancers,
  paginateDescribeRules,
  paginateDescribeTargetGroups,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { paginateGetAccountAuthorizationDetails, paginateListInstanceProfiles } from '@aws-sdk/client-iam';
import type { Clients } from '../../aws/clients';
import type { Cloud } from '../../cloud';
import { plain, readRecords } from '../../load-balancer/names';
import { all } from './pages';
import { uploads } from './uploads';

/** Everything of the account that a deployment makes, by kind. */
export type Inventory = Readonly<Record<string, readonly string[]>>;

/** What the account has, as far as a deployment could have made it. */
export async function inventory({ aws, zone }: Pick<Cloud, 'aws' | 'zone'>): Promise<Inventory> {
  const { acm, autoScaling, ec2, elb, iam, logs, route53 } = aws;
  const alive = [{ Name: 'instance-state-name', Values: ['pending', 'running', 'stopping', 'stopped', 'shutting-down'] }];
  const stack = (tags: readonly Tag[] = []) => tags.find(({ Key }) => Key === 'aws:cloudformation:stack-name')?.Value ?? 'no stack';
  return {
    instances: await all(paginateDescribeInstances({ client: ec2 }, { Filters: alive }), ({ Reservations = [] }) =>
      Reservations.flatMap(({ Instances = [] }) => Instances).map(({ InstanceId, Tags }) => `${InstanceId} of ${stack(Tags)}`),
    ),
    records: (await readRecords(route53, zone)).map(({ Type, Name }) => `${Type} ${plain(Name ?? '')}`),
    ...(await balancers(elb)),
    targetGroups: await all(paginateDescribeTargetGroups({ client: elb }, {}), ({ TargetGroups = [] }) =>
      TargetGroups.map(({ TargetGroupArn }) => TargetGroupArn),
    ),
    groups: await all(paginateDescribeAutoScalingGroups({ client: autoScaling }, {}), ({ AutoScalingGroups = [] }) =>
      AutoScalingGroups.map(({ AutoScalingGroupName }) => AutoScalingGroupName),
    ),
    launchTemplates: await all(paginateDescribeLaunchTemplates({ client: ec2 }, {}), ({ LaunchTemplates = [] }) =>
      LaunchTemplates.map(({ LaunchTemplateId }) => LaunchTemplateId),
    ),
    securityGroups: await all(paginateDescribeSecurityGroups({ client: ec2 }, {}), ({ SecurityGroups = [] }) =>
      SecurityGroups.map(({ GroupId }) => GroupId),
    ),
    networks: await all(paginateDescribeVpcs({ client: ec2 }, {}), ({ Vpcs = [] }) => Vpcs.map(({ VpcId }) => VpcId)),
    subnets: await all(paginateDescribeSubnets({ client: ec2 }, {}), ({ Subnets = [] }) => Subnets.map(({ SubnetId }) => SubnetId)),
    routeTables: await all(paginateDescribeRouteTables({ client: ec2 }, {}), ({ RouteTables = [] }) =>
      RouteTables.map(({ RouteTableId }) => RouteTableId),
    ),
    internetGateways: await all(paginateDescribeInternetGateways({ client: ec2 }, {}), ({ InternetGateways = [] }) =>
      InternetGateways.map(({ InternetGatewayId }) => InternetGatewayId),
    ),
    ...(await roles(iam)),
    instanceProfiles: await all(paginateListInstanceProfiles({ client: iam }, {}), ({ InstanceProfiles = [] }) =>
      InstanceProfiles.map(({ InstanceProfileName }) => InstanceProfileName),
    ),
    certificates: await all(paginateListCertificates({ client: acm }, {}), ({ CertificateSummaryList = [] }) =>
      CertificateSummaryList.map(({ CertificateArn }) => CertificateArn),
    ),
    logGroups: await all(paginateDescribeLogGroups({ client: logs }, {}), ({ logGroups = [] }) =>
      logGroups.map(({ logGroupName }) => logGroupName),
    ),
    uploads: await uploads(aws),
  };
}

async function balancers(client: Clients['elb']): Promise<Inventory> {
  const loadBalancers = await all(paginateDescribeLoadBalancers({ client }, {}), ({ LoadBalancers = [] }) =>
    LoadBalancers.map(({ LoadBalancerArn }) => LoadBalancerArn),
  );
  const listeners = (
    await Promise.all(
      loadBalancers.map((LoadBalancerArn) =>
        all(paginateDescribeListeners({ client }, { LoadBalancerArn }), ({ Listeners = [] }) =>
          Listeners.map(({ ListenerArn }) => ListenerArn),
        ),
      ),
    )
  ).flat();
  const rules = (
    await Promise.all(
      listeners.map((ListenerArn) =>
        all(paginateDescribeRules({ client }, { ListenerArn }), ({ Rules = [] }) => Rules.map(({ RuleArn }) => RuleArn)),
      ),
    )
  ).flat();
  return { loadBalancers, listeners, rules };
}

/** Roles and the policies that are in them. */
async function roles(client: Clients['iam']): Promise<Inventory> {
  const found: Record<'roles' | 'policies', string[]> = { roles: [], policies: [] };
  for await (const { RoleDetailList = [] } of paginateGetAccountAuthorizationDetails({ client }, { Filter: ['Role'] })) {
    found.roles.push(...RoleDetailList.map(({ RoleName = '' }) => RoleName));
    found.policies.push(
      ...RoleDetailList.flatMap(({ RoleName, RolePolicyList = [] }) =>
        RolePolicyList.map(({ PolicyName }) => `${PolicyName} of ${RoleName}`),
      ),
    );
  }
  return found;
}
