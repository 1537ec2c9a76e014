import { Annotations } from 'aws-cdk-lib';
import { type ISecurityGroup, type IVpc, SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { refusal } from '../spring/refusal';

/** The security groups given, or a new one. */
export function hostSecurityGroups(scope: Construct, vpc: IVpc, given: ISecurityGroup[] | undefined): ISecurityGroup[] {
  if (given) {
    if (given.length === 0) {
      throw refusal('securityGroups is empty, and a host must have one: name a group, or leave the prop out for a new one', scope);
    }
    return given;
  }
  const group = new SecurityGroup(scope, 'SecurityGroup', { vpc, description: 'Only the load balancer reaches the hosts' });
  // On the host: aws-cdk-lib 2.263 overlooks what is acknowledged on the construct itself.
  for (const rule of ['ipv4IgnoreEgressRule', 'ipv6IgnoreEgressRule']) {
    Annotations.of(scope).acknowledgeWarning(`@aws-cdk/aws-ec2:${rule}`, 'hosts may connect to anywhere, so no rule is needed for it');
  }
  return [group];
}
