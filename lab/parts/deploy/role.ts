import { GetRoleCommand, GetRolePolicyCommand, ListAttachedRolePoliciesCommand, ListRolePoliciesCommand } from '@aws-sdk/client-iam';
import type { Cloud } from '../../cloud';
import type { Service } from '../../service';
import { holds, same } from '../claims';
import type { Show } from './load-balancer';

/** One statement of a policy. */
export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: object;
}

/** The name of the role that a stack's hosts have. */
export function hostRole(service: Service): string {
  const found = service.resources.filter(
    ({ ResourceType, LogicalResourceId }) => ResourceType === 'AWS::IAM::Role' && /HostRole/.test(LogicalResourceId ?? ''),
  );
  holds(found.length === 1, `stack ${service.stack} has ${found.length} roles of a host`);
  return found[0].PhysicalResourceId ?? '';
}

/** Every statement that a role has, of all its policies. */
export async function statements({ iam }: Cloud['aws'], RoleName: string): Promise<Statement[]> {
  const { PolicyNames = [] } = await iam.send(new ListRolePoliciesCommand({ RoleName }));
  const policies = await Promise.all(PolicyNames.map((PolicyName) => iam.send(new GetRolePolicyCommand({ RoleName, PolicyName }))));
  return policies.flatMap(({ PolicyDocument = '{}' }) => {
    const text = PolicyDocument.startsWith('{') ? PolicyDocument : decodeURIComponent(PolicyDocument);
    return (JSON.parse(text) as { Statement: Statement[] }).Statement;
  });
}

/** A value or several, as a list. */
export function listed(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

/** What Session Manager's agent does, which is on Amazon Linux but not on Debian. */
export const SESSION_MANAGER = [
  'ssm:UpdateInstanceInformation',
  ...['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'].map((name) => `ssmmessages:${name}`),
];

/** Each action and the one thing that it is for: the assets by their keys, the stack's own log group, the stack itself. */
function wanted({ context, stackId, outputs }: Service): RegExp[] {
  const [, partition, , region, account] = stackId.split(':');
  const asset = (kind: string) => `s3:GetObject on arn:${partition}:s3:::[a-z0-9.-]+/[0-9a-f]{64}\\.${kind}`;
  const log = (action: string) =>
    `logs:${action} on ${literally(`arn:${partition}:logs:${region}:${account}:log-group:${outputs.DeploymentLog}:*`)}`;
  const channels = context?.image === 'debian13' ? [] : SESSION_MANAGER;
  const starred = ['elasticloadbalancing:DescribeTargetHealth', 'cloudwatch:PutMetricData', ...channels].map(
    (action) => `${action} on \\*`,
  );
  return [
    asset('jar'),
    asset('zip'),
    log('CreateLogStream'),
    log('PutLogEvents'),
    `cloudformation:SignalResource on ${literally(stackId)}`,
    ...starred,
  ].map((text) => new RegExp(`^${text}$`));
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** The hosts' role. */
export async function showRole({ aws }: Cloud, service: Service, show: Show): Promise<void> {
  const RoleName = hostRole(service);
  await show(
    {
      id: 'role',
      claim: "The hosts' role names each action and each thing; only what knows no resources has a star.",
      how:
        'GetRole, ListRolePolicies, GetRolePolicy, ListAttachedRolePolicies: ' +
        "each action with its resource must be an expected one. (A log group's ARN ends with `:*`, which is its streams.)",
      parts: ['AWS APIs'],
    },
    async () => {
      const { Role } = await aws.iam.send(new GetRoleCommand({ RoleName }));
      const trust = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
      holds(trust.includes('ec2.amazonaws.com') && !trust.includes('"*"'), `the role trusts ${trust}`);
      const { AttachedPolicies = [] } = await aws.iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
      same('managed policies', AttachedPolicies, []);
      const all = await statements(aws, RoleName);
      same('effects', [...new Set(all.map(({ Effect }) => Effect))], ['Allow']);
      const allowed = all.flatMap(({ Action, Resource }) =>
        listed(Action).flatMap((action) => listed(Resource).map((resource) => `${action} on ${resource}`)),
      );
      const expected = wanted(service);
      same(
        'what is allowed beyond that',
        allowed.filter((each) => !expected.some((pattern) => pattern.test(each))),
        [],
      );
      same('what should be allowed and is not', expected.filter((pattern) => !allowed.some((each) => pattern.test(each))).map(String), []);
      return allowed.join(', ');
    },
  );
}
