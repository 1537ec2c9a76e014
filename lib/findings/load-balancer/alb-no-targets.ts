import { AFTER_INFO, sockJsAnswered } from '../sockjs-requests';
import { infoAnswered, refusedWith } from '../common-symptoms';
import type { Finding } from '../finding';

/** The target group has no targets. */
export const albNoTargets: Finding = {
  code: 'ALB-NO-TARGETS',
  hop: 'load-balancer',
  title: 'the target group has no targets',
  cause: 'The instance is not registered, or the Auto Scaling group is not attached to the target group.',
  why: 'The load balancer answers every request with 503.',
  cure: 'Register the instance, or attach the Auto Scaling group to the target group',
  symptoms: [
    ...sockJsAnswered(AFTER_INFO, 503),
    ...infoAnswered(503),
    ...refusedWith(503),
    { seen: 'aws', text: 'Target.NotRegistered' },
    { seen: 'aws', text: 'Target is not registered to the target group' },
    { seen: 'aws', text: 'Target.NotInUse' },
    { seen: 'aws', text: 'Target group is not configured to receive traffic from the load balancer' },
    { seen: 'aws', text: 'Target is in an Availability Zone that is not enabled for the load balancer' },
  ],
  paste: 'aws elbv2 register-targets --target-group-arn <arn> --targets Id=<instance>',
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-register-targets.html'],
  explains: ['target-group'],
  refutedBy: ['refused by a proxy', 'refused by the application'],
  inAws({ targetGroup, scalingGroup }) {
    return targetGroup?.targets !== 0 || (scalingGroup && scalingGroup.inService < scalingGroup.desired)
      ? undefined
      : {
          question: 'target-group',
          detail: `target group ${targetGroup.name} is empty`,
          paste: `aws elbv2 register-targets --target-group-arn ${targetGroup.arn} --targets Id=<instance>`,
        };
  },
};
