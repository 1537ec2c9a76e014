import type { Finding } from '../finding';

/** The instance is not running. */
export const ec2NotRunning: Finding = {
  code: 'EC2-NOT-RUNNING',
  hop: 'host',
  title: 'the instance is not running',
  cause: 'It was stopped or terminated: by a user, a schedule, a spot interruption or its own shutdown.',
  why: 'Its target is unused or unhealthy; with no other target the load balancer answers 503.',
  cure: 'Start it, or let an Auto Scaling group keep one running',
  paste: 'aws ec2 start-instances --instance-ids <id>',
  source: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html'],
  explains: ['instance'],
  inAws({ instance }) {
    return instance === undefined || ['running', 'pending'].includes(instance.state)
      ? undefined
      : {
          question: 'instance',
          detail: `${instance.id} is ${instance.state}${instance.stateReason ? `: ${instance.stateReason}` : ''}`,
          paste: instance.state.startsWith('stop') ? `aws ec2 start-instances --instance-ids ${instance.id}` : undefined,
        };
  },
};
