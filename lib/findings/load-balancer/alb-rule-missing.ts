import type { Finding } from '../finding';

/** No listener rule forwards the route to the host. */
export const albRuleMissing: Finding = {
  code: 'ALB-RULE-MISSING',
  hop: 'load-balancer',
  title: 'no listener rule forwards the route to the host',
  cause: 'The path patterns (or host names) of the rule do not match the route; SockJS also needs all paths below it.',
  why: 'The load balancer answers with its default action, often 404, and the request never reaches the host.',
  cure: "Add the route and everything below it to the rule's path patterns, such as /ws and /ws/*",
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html'],
  explains: ['info', 'websocket', 'event-stream'],
  refutedBy: ['101', 'info', 'refused by a proxy'],
  outside: false,
  matches(evidence) {
    const { info, handshake, eventStream } = evidence;
    return [info, handshake, eventStream].some((answer) => answer?.status === 404 && answer.body.startsWith('no rule of the listener'));
  },
  inAws({ listeners, targetGroup, loadBalancer, unread }) {
    const known = listeners !== undefined && !unread?.listener?.length;
    return !known || !targetGroup || listeners.some(({ forwards }) => forwards)
      ? undefined
      : {
          question: 'listener',
          title: 'no listener forwards to the target group',
          detail: `neither a default action nor a rule of ${loadBalancer?.name ?? 'any load balancer'} forwards to ${targetGroup.name}`,
          paste:
            'aws elbv2 create-rule --listener-arn <arn of the HTTPS listener> ' +
            `--priority 10 --conditions Field=path-pattern,Values='/ws*' --actions Type=forward,TargetGroupArn=${targetGroup.arn}`,
        };
  },
};
