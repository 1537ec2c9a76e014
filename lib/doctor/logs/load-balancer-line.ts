import type { LogLine } from './log-line';

/**
 * An access log of an Application Load Balancer or, without the first word, of a Classic one. The fields, as AWS documents them: type,
 * time, load balancer, client, target, three times, the load balancer's status, the target's, bytes in and out, request, user agent.
 */
const LINE = new RegExp(
  [
    String.raw`^(?:(https?|h2|grpcs|wss?) )?(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z)`,
    String.raw`\S{1,200} (\S{1,80}):\d+ \S{1,80} (-?[\d.]+) (-?[\d.]+) (-?[\d.]+) ([1-5]\d\d) ([1-5]\d\d|-) \d+ \d+`,
    String.raw`"([A-Z]+) [a-z]+:\/\/[^/\s"]+(\/[^\s"]*)? [^"]*" "([^"]*)"`,
  ].join(' '),
);

/** Reads a line of a load balancer's access log. */
export function loadBalancerLine(text: string): LogLine | undefined {
  const [whole, type = '', when, client, toTarget, inTarget, toClient, status, target, method = '', path = '/', agent] =
    LINE.exec(text) ?? [];
  if (whole === undefined) {
    return undefined;
  }
  // A WebSocket's times are those of its handshake, not of its life.
  const seconds = type.startsWith('ws')
    ? undefined
    : [toTarget, inTarget, toClient].reduce((sum, each) => sum + Math.max(0, Number(each)), 0);
  const unanswered = target === '-';
  return {
    kind: 'load balancer access log',
    message: text,
    when,
    request: {
      client,
      agent,
      method,
      path,
      status: Number(status),
      seconds,
      upstreamStatus: unanswered ? undefined : Number(target),
      unanswered,
    },
  };
}
