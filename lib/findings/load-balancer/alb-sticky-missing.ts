import { SEND_404 } from '../common-symptoms';
import type { Finding } from '../finding';
import { isSticky, togetherness } from '../outside-signatures';

/** The target group has no stickiness, which the fallbacks of SockJS need. */
export const albStickyMissing: Finding = {
  code: 'ALB-STICKY-MISSING',
  hop: 'load-balancer',
  title: "the load balancer's target group has no stickiness, which the fallbacks of SockJS need",
  cause: 'Requests of one SockJS session reach different hosts. A WebSocket is one connection and needs no stickiness.',
  why: 'With two hosts, as during every update, xhr_send is answered 404 and sessions end with "Server lost session".',
  cure: 'Enable stickiness (lb_cookie) in the target group',
  symptoms: [...SEND_404, { seen: 'close', text: '1006 Server lost session' }],
  source: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html',
    'https://github.com/sockjs/sockjs-client/issues/269',
  ],
  explains: ['xhr-polling'],
  refutedBy: ['sent'],
  matches(evidence) {
    const { hosts, loadBalancer, route, polling, stickiness } = evidence;
    const lost = stickiness
      ? togetherness(evidence) === 'sometimes' && !isSticky(stickiness.cookieNames)
      : polling?.sendStatus === 404 && !polling.sticky && hosts !== 1;
    return route?.kind === 'sockjs' && (loadBalancer?.stickiness === false || lost);
  },
  inAws({ targetGroup, nginx }) {
    if (targetGroup?.stickiness !== false) {
      return undefined;
    }
    const sockJs = nginx?.routes?.find(({ kind }) => kind === 'sockjs');
    return {
      question: 'target-group',
      detail:
        `target group ${targetGroup.name} has stickiness off` +
        (sockJs
          ? `, and ${sockJs.path} is SockJS`
          : ': that matters to SockJS with two hosts, as during a deployment, and not to raw WebSockets'),
      paste:
        `aws elbv2 modify-target-group-attributes --target-group-arn ${targetGroup.arn} ` +
        '--attributes Key=stickiness.enabled,Value=true Key=stickiness.type,Value=lb_cookie',
      notice: sockJs === undefined,
    };
  },
};
