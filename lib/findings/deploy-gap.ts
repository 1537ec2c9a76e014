import type { Finding } from './finding';
import { isGap } from './signatures';

/** Nobody answers for a while during the deployment. */
export const deployGap: Finding = {
  code: 'DEPLOY-GAP',
  hop: 'load-balancer',
  title: 'nobody answers for a while during the deployment',
  cause: 'The old host goes before the new one is ready: it is registered before the application answers, or one host is replaced in place.',
  why: '502 or 503 for seconds to a minute, and every client reconnects into it.',
  cure: 'Register the new host only when its health check passes, and take the old one out after that',
  source: ['https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-add-elb-healthcheck.html'],
  explains: ['deploy'],
  outside: '--deploy <seconds>',
  matches(evidence) {
    return isGap(evidence);
  },
};
