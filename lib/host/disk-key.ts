import { Annotations, Stack } from 'aws-cdk-lib';
import { ArnPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';

/**
 * Lets Auto Scaling start instances whose disks a customer managed key encrypts (Amazon EC2 Auto Scaling User Guide, "Required AWS KMS
 * key policy for use with encrypted volumes"): its service-linked role may use no such key by itself.
 */
export function admitAutoScaling(scope: Construct, key: IKey): void {
  const { account, partition } = Stack.of(scope);
  const role = `arn:${partition}:iam::${account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
  const allow = (actions: string[], conditions?: Record<string, Record<string, boolean>>) =>
    key.addToResourcePolicy(new PolicyStatement({ principals: [new ArnPrincipal(role)], actions, resources: ['*'], conditions }))
      .statementAdded;
  const added = [
    allow(['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey']),
    allow(['kms:CreateGrant'], { Bool: { 'kms:GrantIsForAWSResource': true } }),
  ];
  if (added.includes(false)) {
    Annotations.of(scope).addWarningV2(
      'cdk-spring-websocket:diskKeyPolicy',
      `diskKey is ${key.node.path}, whose policy this app cannot change: unless it allows AWSServiceRoleForAutoScaling to use the key, ` +
        'no host starts and the deployment waits for it in vain (docs/bring-your-own.md has the statements)',
    );
  }
}
