import { READS, type Action } from './reads';

/** What is looked at: a policy for one stack needs less than one for any instance. */
export type PolicyFor = { readonly stack: string } | { readonly instance: string };

/** Asked about stacks only: an instance brings its own load balancer, and its log group by its user data. */
const OF_STACKS: readonly Action[] = [
  'autoscaling:DescribeAutoScalingGroups',
  'autoscaling:DescribeScalingActivities',
  'cloudformation:DescribeStackEvents',
  'cloudformation:DescribeStacks',
  'cloudformation:GetTemplate',
  'cloudformation:ListStackResources',
  'cloudwatch:GetMetricData',
  'mq:DescribeBroker',
];

/** The least IAM policy with which every hop can be told, narrowed to resources where IAM knows any. */
export function leastPolicy(wanted: PolicyFor): object {
  const isStack = 'stack' in wanted;
  const actions = (Object.keys(READS) as Action[]).filter((action) => isStack || !OF_STACKS.includes(action)).sort();
  const resources = (action: Action): string[] => {
    const [service] = action.split(':');
    switch (service) {
      case 'cloudformation':
        return isStack
          ? [`arn:aws:cloudformation:*:*:stack/${wanted.stack}/*`, `arn:aws:cloudformation:*:*:stack/${wanted.stack}-*/*`]
          : ['*'];
      case 'acm':
        return ['arn:aws:acm:*:*:certificate/*'];
      case 'logs':
        return ['arn:aws:logs:*:*:log-group:*'];
      case 'mq':
        return ['arn:aws:mq:*:*:broker:*'];
      case 'route53':
        return action === 'route53:ListHostedZones' ? ['*'] : ['arn:aws:route53:::hostedzone/*'];
      default:
        return ['*'];
    }
  };
  const statements = [...new Set(actions.map((action) => resources(action).join(' ')))];
  return {
    Version: '2012-10-17',
    Statement: statements.map((resource) => ({
      Effect: 'Allow',
      Action: actions.filter((action) => resources(action).join(' ') === resource),
      Resource: resource === '*' ? '*' : resource.split(' '),
    })),
  };
}
