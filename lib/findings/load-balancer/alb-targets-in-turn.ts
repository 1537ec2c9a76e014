import type { Finding } from '../finding';

/** One of several targets fails, and still gets its share of the requests. */
export const albTargetsInTurn: Finding = {
  code: 'ALB-TARGETS-IN-TURN',
  hop: 'load-balancer',
  title: 'the same request succeeds and fails in turn: one of several targets is broken',
  cause:
    'One of several targets does not run or cannot be reached, and still gets its share of the requests: ' +
    'its health check passes, or has not failed often enough yet.',
  why: 'Every second or third connect fails with 502, 503 or 504; a reload helps.',
  cure: 'Look why that target fails, and let the health check ask for a path that only a working application answers',
  source: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html'],
  explains: ['info', 'websocket', 'xhr-streaming', 'eventsource', 'xhr-polling', 'event-stream', 'client'],
  alsoCures: ['ALB-STATUS-CODES', 'ALB-NO-TARGETS', 'APP-502', 'APP-504', 'NGX-LIMITS-RATE', 'NGX-WORKER-CONN'],
  before: ['ALB-STATUS-CODES'],
  refutedBy: ['answered alone and in a crowd'],
  matches({ burst }) {
    const statuses = burst?.inTurn ?? [];
    return statuses.some((status) => status < 400 && status > 0) && statuses.some((status) => status >= 500);
  },
  detail: ({ burst }) => `one after the other: ${burst?.inTurn?.join(', ')}`,
};
