import { CUT } from '../common-symptoms';
import type { Finding } from '../finding';
import { isGap } from '../signatures';

/** A deployment waits that long for every host whose clients stay. */
const LONG_SECONDS = 120;

/** A deployment cuts sockets without a close frame. */
export const albDereg: Finding = {
  code: 'ALB-DEREG',
  hop: 'load-balancer',
  title: 'a deployment cuts sockets without a close frame',
  cause: 'The deregistration delay ended, or the host was terminated, before the application had closed its sockets.',
  why: 'Clients see close code 1006 and cannot tell a deployment from a failure.',
  cure: 'Stop the application first, with a deregistration delay that is long enough for it',
  symptoms: [
    ...CUT,
    { seen: 'aws', text: 'Target.DeregistrationInProgress' },
    { seen: 'aws', text: 'Target deregistration is in progress' },
  ],
  paste: "targetGroup.setAttribute('deregistration_delay.timeout_seconds', '60');",
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#deregistration-delay'],
  explains: ['deploy'],
  refutedBy: ['goes on while deployed'],
  outside: '--deploy <seconds>',
  matches(evidence) {
    // A host that went before another one answered took its sockets along: that is the gap's.
    return !isGap(evidence) && (evidence.watch?.ends.some(({ how }) => /without a close frame/.test(how)) ?? false);
  },
  inAws({ targetGroup }) {
    const seconds = targetGroup?.deregistrationSeconds;
    return seconds === undefined || seconds <= LONG_SECONDS
      ? undefined
      : {
          question: 'target-group',
          title: `open sockets hold a leaving host for ${seconds} s and are cut then without a close frame`,
          detail: `target group ${targetGroup?.name} has a deregistration delay of ${seconds} s, and a WebSocket lasts until its end`,
          paste:
            'aws elbv2 modify-target-group-attributes --target-group-arn ' +
            `${targetGroup?.arn} --attributes Key=deregistration_delay.timeout_seconds,Value=60`,
          notice: true,
        };
  },
};
