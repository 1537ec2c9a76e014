import { SEND_404 } from './common-symptoms';
import type { Finding } from './finding';
import { isSticky, togetherness } from './outside-signatures';

/** The load balancer has no stickiness, which SockJS's fallbacks need. */
export const albStickyMissing: Finding = {
  code: 'ALB-STICKY-MISSING',
  hop: 'load-balancer',
  title: 'the load balancer has no stickiness, which SockJS\'s fallbacks need',
  cause: 'The target group has stickiness off, so requests of one SockJS session reach different hosts. A WebSocket itself is one connection and does not mind.',
  why: 'With two hosts, as in every update, xhr_send is answered 404 and sessions end with "Server lost session".',
  cure: 'Switch lb_cookie stickiness on in the target group',
  symptoms: [
    ...SEND_404,
    { seen: 'close', text: '1006 Server lost session' },
  ],
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html', 'https://github.com/sockjs/sockjs-client/issues/269'],
  explains: ['xhr-polling'],
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
      detail: `target group ${targetGroup.name} has stickiness off${sockJs ? `, and ${sockJs.path} is SockJS` : ': that matters to SockJS with two hosts, as during a deployment, and not to raw WebSockets'}`,
      paste: `aws elbv2 modify-target-group-attributes --target-group-arn ${targetGroup.arn} --attributes Key=stickiness.enabled,Value=true Key=stickiness.type,Value=lb_cookie`,
      notice: sockJs === undefined,
    };
  },
};
