import type { Finding } from './finding';

/** The load balancer has no stickiness, which SockJS's fallbacks need. */
export const albStickyMissing: Finding = {
  code: 'ALB-STICKY-MISSING',
  hop: 'load-balancer',
  title: 'the load balancer has no stickiness, which SockJS\'s fallbacks need',
  cause: 'The target group has stickiness off, so requests of one SockJS session reach different hosts. A WebSocket itself is one connection and does not mind.',
  why: 'With two hosts, as in every update, xhr_send is answered 404 and sessions end with "Server lost session".',
  cure: 'Switch lb_cookie stickiness on in the target group',
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html', 'https://github.com/sockjs/sockjs-client/issues/269'],
  explains: ['xhr-polling'],
  matches(evidence) {
    const { hosts, loadBalancer, route, polling } = evidence;
    return route?.kind === 'sockjs' && (loadBalancer?.stickiness === false || (polling?.sendStatus === 404 && !polling.sticky && hosts !== 1));
  },
};
