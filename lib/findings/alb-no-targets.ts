import { refusedWith } from './common-symptoms';
import type { Finding } from './finding';

/** The target group has no targets. */
export const albNoTargets: Finding = {
  code: 'ALB-NO-TARGETS',
  hop: 'load-balancer',
  title: 'the target group has no targets',
  cause: 'Nobody registered the instance, or the Auto Scaling group is not attached to the target group.',
  why: 'The load balancer answers every request with 503.',
  cure: 'Register the instance, or attach the Auto Scaling group to the target group',
  symptoms: [
    ...refusedWith(503),
  ],
  paste: 'aws elbv2 register-targets --target-group-arn <arn> --targets Id=<instance>',
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-register-targets.html'],
  explains: ['target-group'],
  inAws({ targetGroup, scalingGroup }) {
    return targetGroup?.targets !== 0 || (scalingGroup && scalingGroup.inService < scalingGroup.desired)
      ? undefined
      : { question: 'target-group', detail: `target group ${targetGroup.name} is empty`, paste: `aws elbv2 register-targets --target-group-arn ${targetGroup.arn} --targets Id=<instance>` };
  },
};
