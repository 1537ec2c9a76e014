import { type Finding, OPERATING } from '../finding';

/** The Auto Scaling group has no instance in service. */
export const asgNoInstance: Finding = {
  code: 'ASG-NO-INSTANCE',
  hop: 'host',
  title: 'the Auto Scaling group has no instance in service',
  cause:
    'The desired capacity is 0, the launch fails (image, quota, capacity, permission, or a customer managed KMS key ' +
    'that Auto Scaling may not use for the disks), or each new instance is replaced before it is healthy.',
  why: 'Behind the load balancer no host answers: 503.',
  cure: "Read the group's latest activity, which says why",
  paste: 'aws autoscaling describe-scaling-activities --auto-scaling-group-name <name> --max-items 5',
  source: [
    OPERATING,
    'https://docs.aws.amazon.com/autoscaling/ec2/userguide/CHAP_Troubleshooting.html',
    'https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html',
  ],
  explains: ['scaling-group'],
  // Hosts that failed are taken away: what one of them said is nearer to the cause.
  secondary: true,
  inAws({ scalingGroup }) {
    return scalingGroup === undefined || scalingGroup.inService > 0
      ? undefined
      : {
          question: 'scaling-group',
          detail: `${scalingGroup.name}: 0 of ${scalingGroup.desired} in service${scalingGroup.failure ? `: ${scalingGroup.failure}` : ''}`,
          paste:
            scalingGroup.desired === 0
              ? `aws autoscaling set-desired-capacity --auto-scaling-group-name ${scalingGroup.name} --desired-capacity 1`
              : `aws autoscaling describe-scaling-activities --auto-scaling-group-name ${scalingGroup.name} --max-items 5`,
        };
  },
};
