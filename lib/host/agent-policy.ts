import type { CfnResource } from 'aws-cdk-lib';
import { Policy, PolicyDocument, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { HostImage } from './host-image';
import { exceptRules } from './rule-exception';

/** What every host's agent needs, apart from what the consumer grants; the role's own policy holds that. */
export function agentPolicy(scope: Construct, role: Role, image: HostImage, logs: ILogGroup[]): CfnResource {
  const document = new PolicyDocument({ minimize: false });
  const allow = (actions: string[], ...resources: string[]) => document.addStatements(new PolicyStatement({ actions, resources }));
  allow(['elasticloadbalancing:DescribeTargetHealth'], '*');
  allow(['logs:CreateLogStream', 'logs:PutLogEvents'], ...logs.map(({ logGroupArn }) => logGroupArn));
  if (image._distribution.sessionManager) {
    const channels = ['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'].map((name) => `ssmmessages:${name}`);
    allow(['ssm:UpdateInstanceInformation', ...channels], '*');
  }
  const policy = new Policy(scope, 'AgentPolicy', { document, roles: [role] });
  exceptRules(policy, ['AwsSolutions-IAM5[Resource::*]', ...(image._distribution.sessionManager ? ['CKV_AWS_111'] : [])], 'DescribeTargetHealth and the channels of Session Manager know no resources.');
  return policy.node.defaultChild as CfnResource;
}
