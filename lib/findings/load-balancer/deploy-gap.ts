import type { Finding } from '../finding';
import { isGap } from '../signatures';

/** No server answers for a while during the deployment. */
export const deployGap: Finding = {
  code: 'DEPLOY-GAP',
  hop: 'load-balancer',
  title: 'no server answers for a while during the deployment',
  cause:
    'The old host is removed before the new one is ready: ' +
    'the new one is registered before its application answers, or a single host is replaced in place.',
  why: '502 or 503 for seconds to a minute, while every client tries to reconnect.',
  cure: 'Register the new host only after its health check passes, and remove the old one after that',
  source: ['https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-add-elb-healthcheck.html'],
  explains: ['deploy'],
  refutedBy: ['goes on while deployed'],
  outside: '--deploy <seconds>',
  matches(evidence) {
    return isGap(evidence);
  },
};
