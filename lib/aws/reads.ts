import type {
  Acm,
  AutoScalingTypes,
  Clients,
  CloudFormationTypes,
  CloudWatchTypes,
  Ec2,
  Elb,
  Logs,
  MqTypes,
  Route53Types,
} from './clients';

/**
 * Every call that the doctor may make, by the permission that it needs: all of them only read. Nothing
 * reaches AWS but through this table, so the least policy is printed from it.
 */
export const READS = {
  'acm:DescribeCertificate': ({ acm }: Clients, input: Acm.DescribeCertificateCommandInput) => acm.describeCertificate(input),
  'autoscaling:DescribeAutoScalingGroups': ({ autoScaling }: Clients, input: AutoScalingTypes.DescribeAutoScalingGroupsCommandInput) =>
    autoScaling.describeAutoScalingGroups(input),
  'autoscaling:DescribeScalingActivities': ({ autoScaling }: Clients, input: AutoScalingTypes.DescribeScalingActivitiesCommandInput) =>
    autoScaling.describeScalingActivities(input),
  'cloudformation:DescribeStackEvents': ({ cloudFormation }: Clients, input: CloudFormationTypes.DescribeStackEventsCommandInput) =>
    cloudFormation.describeStackEvents(input),
  'cloudformation:DescribeStacks': ({ cloudFormation }: Clients, input: CloudFormationTypes.DescribeStacksCommandInput) =>
    cloudFormation.describeStacks(input),
  'cloudformation:GetTemplate': ({ cloudFormation }: Clients, input: CloudFormationTypes.GetTemplateCommandInput) =>
    cloudFormation.getTemplate(input),
  'cloudformation:ListStackResources': ({ cloudFormation }: Clients, input: CloudFormationTypes.ListStackResourcesCommandInput) =>
    cloudFormation.listStackResources(input),
  'cloudwatch:GetMetricData': ({ cloudWatch }: Clients, input: CloudWatchTypes.GetMetricDataCommandInput) =>
    cloudWatch.getMetricData(input),
  'ec2:DescribeInstanceAttribute': ({ ec2 }: Clients, input: Ec2.DescribeInstanceAttributeCommandInput) =>
    ec2.describeInstanceAttribute(input),
  'ec2:DescribeInstanceStatus': ({ ec2 }: Clients, input: Ec2.DescribeInstanceStatusCommandInput) => ec2.describeInstanceStatus(input),
  'ec2:DescribeInstances': ({ ec2 }: Clients, input: Ec2.DescribeInstancesCommandInput) => ec2.describeInstances(input),
  'ec2:DescribeSecurityGroups': ({ ec2 }: Clients, input: Ec2.DescribeSecurityGroupsCommandInput) => ec2.describeSecurityGroups(input),
  'ec2:DescribeSubnets': ({ ec2 }: Clients, input: Ec2.DescribeSubnetsCommandInput) => ec2.describeSubnets(input),
  'ec2:GetConsoleOutput': ({ ec2 }: Clients, input: Ec2.GetConsoleOutputCommandInput) => ec2.getConsoleOutput(input),
  'elasticloadbalancing:DescribeListenerCertificates': ({ loadBalancing }: Clients, input: Elb.DescribeListenerCertificatesCommandInput) =>
    loadBalancing.describeListenerCertificates(input),
  'elasticloadbalancing:DescribeListeners': ({ loadBalancing }: Clients, input: Elb.DescribeListenersCommandInput) =>
    loadBalancing.describeListeners(input),
  'elasticloadbalancing:DescribeLoadBalancerAttributes': (
    { loadBalancing }: Clients,
    input: Elb.DescribeLoadBalancerAttributesCommandInput,
  ) => loadBalancing.describeLoadBalancerAttributes(input),
  'elasticloadbalancing:DescribeLoadBalancers': ({ loadBalancing }: Clients, input: Elb.DescribeLoadBalancersCommandInput) =>
    loadBalancing.describeLoadBalancers(input),
  'elasticloadbalancing:DescribeRules': ({ loadBalancing }: Clients, input: Elb.DescribeRulesCommandInput) =>
    loadBalancing.describeRules(input),
  'elasticloadbalancing:DescribeTargetGroupAttributes': (
    { loadBalancing }: Clients,
    input: Elb.DescribeTargetGroupAttributesCommandInput,
  ) => loadBalancing.describeTargetGroupAttributes(input),
  'elasticloadbalancing:DescribeTargetGroups': ({ loadBalancing }: Clients, input: Elb.DescribeTargetGroupsCommandInput) =>
    loadBalancing.describeTargetGroups(input),
  'elasticloadbalancing:DescribeTargetHealth': ({ loadBalancing }: Clients, input: Elb.DescribeTargetHealthCommandInput) =>
    loadBalancing.describeTargetHealth(input),
  'logs:DescribeLogStreams': ({ logs }: Clients, input: Logs.DescribeLogStreamsCommandInput) => logs.describeLogStreams(input),
  'logs:GetLogEvents': ({ logs }: Clients, input: Logs.GetLogEventsCommandInput) => logs.getLogEvents(input),
  'mq:DescribeBroker': ({ mq }: Clients, input: MqTypes.DescribeBrokerCommandInput) => mq.describeBroker(input),
  'route53:ListHostedZones': ({ route53 }: Clients, input: Route53Types.ListHostedZonesCommandInput) => route53.listHostedZones(input),
  'route53:ListResourceRecordSets': ({ route53 }: Clients, input: Route53Types.ListResourceRecordSetsCommandInput) =>
    route53.listResourceRecordSets(input),
} as const;

/** A permission, as IAM calls it. */
export type Action = keyof typeof READS;

/** What a call takes. */
export type InputOf<A extends Action> = Parameters<(typeof READS)[A]>[1];

/** What a call answers. */
export type OutputOf<A extends Action> = Awaited<ReturnType<(typeof READS)[A]>>;
