import { Annotations, type CfnResource } from 'aws-cdk-lib';
import { Policy, PolicyDocument, PolicyStatement, type IRole } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { PublishedMetrics } from '../operations/published-metrics';
import { exceptRules } from '../spring/rule-exception';

/** What differs from host to host of what its agent does. */
interface AgentTasks {
  readonly sessionManager: boolean;
  readonly logs: readonly ILogGroup[];
  /** What it says of itself. */
  readonly metrics: PublishedMetrics;
}

/** What every host's agent needs, apart from what the consumer grants; the role's own policy holds that. Returns what hosts wait for. */
export function agentPolicy(scope: Construct, role: IRole, { sessionManager, logs, metrics }: AgentTasks): CfnResource[] {
  const document = new PolicyDocument({ minimize: false });
  const allow = (actions: string[], ...resources: string[]) => document.addStatements(new PolicyStatement({ actions, resources }));
  allow(['elasticloadbalancing:DescribeTargetHealth'], '*');
  allow(['logs:CreateLogStream', 'logs:PutLogEvents'], ...logs.map(({ logGroupArn }) => logGroupArn));
  if (sessionManager) {
    const channels = ['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'].map(
      (name) => `ssmmessages:${name}`,
    );
    allow(['ssm:UpdateInstanceInformation', ...channels], '*');
  }
  metrics.allowIn(document);
  const policy = new AgentPolicy(scope, 'AgentPolicy', { document });
  role.attachInlinePolicy(policy);
  if (!policy.attached) {
    sayWhatIsNeeded(scope, role, document);
    return [];
  }
  exceptRules(
    policy,
    ['AwsSolutions-IAM5[Resource::*]', ...(sessionManager ? ['CKV_AWS_111'] : [])],
    'DescribeTargetHealth, PutMetricData and the channels of Session Manager know no resources.',
  );
  return [policy.node.defaultChild as CfnResource];
}

/** Knows whether a role took it: one that this app cannot change takes none, and says nothing. */
class AgentPolicy extends Policy {
  public attached = false;

  public override attachToRole(role: IRole): void {
    super.attachToRole(role);
    this.attached = true;
  }
}

/** For a role that this app cannot change; what it may do already cannot be read. */
function sayWhatIsNeeded(scope: Construct, role: IRole, document: PolicyDocument): void {
  const actions = (document.toJSON() as { Statement: { Action: string | string[] }[] }).Statement.flatMap(({ Action }) => Action);
  Annotations.of(scope).addWarningV2(
    'cdk-spring-websocket:roleNotChanged',
    `role is ${role.node.path}, which this app cannot change, so it must allow already what the hosts need (docs/security.md): ` +
      `s3:GetObject on the jar and on the bucket of cdk bootstrap, cloudformation:SignalResource on this stack, ${actions.join(', ')}, ` +
      'secretsmanager:GetSecretValue, ssm:GetParameter and kms:Decrypt on its secrets, ssm:GetParameters on settings that user data has ' +
      'no room for, cloudwatch:PutMetricData for metrics that something reads, such as alarms, and, with rollbackAlarms or messaging, ' +
      'cloudwatch:DescribeAlarms on the alarms and cloudformation:DescribeStacks on this stack',
  );
}
