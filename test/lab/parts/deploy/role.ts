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
  const found = service.resources.filter(({ ResourceType, LogicalResourceId }) => ResourceType === 'AWS::IAM::Role' && /HostRole/.test(LogicalResourceId ?? ''));
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
export const SESSION_MANAGER = ['ssm:UpdateInstanceInformation', ...['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'].map((name) => `ssmmessages:${name}`)];

/** The hosts' role. */
export async function showRole({ aws }: Cloud, service: Service, show: Show): Promise<void> {
  const RoleName = hostRole(service);
  await show(
    { id: 'role', claim: 'The hosts\' role names each action and each thing; only what knows no resources has a star.', how: 'GetRole, ListRolePolicies, GetRolePolicy, ListAttachedRolePolicies.', parts: ['AWS APIs'] },
    async () => {
      const { Role } = await aws.iam.send(new GetRoleCommand({ RoleName }));
      const trust = decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
      holds(trust.includes('ec2.amazonaws.com') && !trust.includes('"*"'), `the role trusts ${trust}`);
      const { AttachedPolicies = [] } = await aws.iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
      same('managed policies', AttachedPolicies, []);
      const all = await statements(aws, RoleName);
      const wide = all.filter(({ Action, Resource }) => listed(Action).some((name) => name.includes('*')) || listed(Resource).includes('*'));
      const channels = service.context?.image === 'debian13' ? [] : SESSION_MANAGER;
      same('actions with a star', wide.flatMap(({ Action }) => listed(Action)).sort(), ['elasticloadbalancing:DescribeTargetHealth', ...channels]);
      return `${all.length} statements: ${all.map(({ Action }) => listed(Action).join('+')).join(', ')}`;
    },
  );
}
