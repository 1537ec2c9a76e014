import { Duration } from 'aws-cdk-lib';
import type { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { Color, type GraphWidget, MathExpression, Metric, type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import {
  HttpCodeElb,
  HttpCodeTarget,
  type IApplicationLoadBalancerMetrics,
  type IApplicationTargetGroupMetrics,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { atOnce, graph } from './graph';
import { type HostMetric, hostMetric } from './host-metrics';
import type { ServiceCanary } from './service-canary';

/** What is looked at. */
export interface Observed {
  readonly loadBalancer: IApplicationLoadBalancerMetrics;
  readonly targetGroup: IApplicationTargetGroupMetrics;
  readonly group: AutoScalingGroup;
  /** What the hosts publish; there is no curve of anything else. */
  readonly published: readonly HostMetric[];
  /** How many sockets a host carries. */
  readonly connections: number;
  /** What asks from outside, if anything does. */
  readonly canary?: ServiceCanary;
  readonly period: Duration;
}

/** A place in the chain: what its curves mean, and at most three graphs. */
export interface Section {
  readonly title: string;
  readonly text: string;
  readonly graphs: readonly GraphWidget[];
}

/** The sections that have curves, in the order of the chain. */
export function sections(observed: Observed): Section[] {
  return [outside, clients, loadBalancer, hosts, nginx, application, shared]
    .map((section) => section(observed))
    .filter(({ graphs }) => graphs.length > 0);
}

/** A figure of the hosts, if they publish it. */
function figures({ group, published, period }: Observed, name: HostMetric, options: MetricOptions): Metric[] {
  return published.includes(name) ? [hostMetric(group, name, { period, ...options })] : [];
}

function outside({ canary, period }: Observed): Section {
  const options = { period, statistic: Stats.MAXIMUM };
  return {
    title: 'From outside',
    text:
      'What a client meets that opens every route, round by round, from outside the VPC.\n\n*Failed* above 0: its log says which part ' +
      'of the chain, and what to change. All sections below are well: DNS, certificate, or what stands in front of the load balancer.' +
      '\n\nNo curve: its function does not run.',
    graphs: canary
      ? [
          ...graph('Routes that do not open', { left: [canary.metricFailures({ ...options, label: 'failed', color: Color.RED })] }),
          ...graph('Time to open, ms', { left: [canary.metricTime({ ...options, label: 'slowest handshake', color: Color.BLUE })] }),
        ]
      : [],
  };
}

function clients(observed: Observed): Section {
  const { period } = observed;
  const counted = (name: HostMetric, label: string, color?: string) => figures(observed, name, { statistic: Stats.SUM, label, color });
  // Each session is 1 or 0, so that their average is the share.
  const [fallbacks] = figures(observed, 'Fallbacks', { statistic: Stats.AVERAGE });
  const label = 'SockJS sessions';
  const share =
    fallbacks && new MathExpression({ expression: '100 * m', usingMetrics: { m: fallbacks }, label, color: Color.ORANGE, period });
  return {
    title: 'Clients',
    text:
      '*Asked* and not *opened*: every client is cut off. *Refused*: the application says no (origin, login). *Failed*: it was to be ' +
      'opened and was not.\n\nA rising *share without WebSocket*: something on the way drops the upgrade, and SockJS hides it.\n\n' +
      'Open sockets that fall at once and come back: hosts, or the load balancer, let go of them.',
    graphs: [
      ...graph('Open sockets', { left: counted('OpenSockets', 'open').map((metric) => atOnce(metric, 'open, all hosts', period)) }),
      ...graph('Handshakes', {
        left: [
          ...counted('HandshakesAsked', 'asked', Color.GREY),
          ...counted('HandshakesOpened', 'opened (101)', Color.GREEN),
          ...counted('HandshakesRefused', 'refused', Color.ORANGE),
          ...counted('HandshakesFailed', 'failed', Color.RED),
        ],
      }),
      ...graph('Without WebSocket, %', {
        left: [
          ...figures(observed, 'ClientsWithoutWebSocket', {
            statistic: Stats.MAXIMUM,
            label: 'clients, on the worst host',
            color: Color.RED,
          }),
          ...(share ? [share] : []),
        ],
        percent: true,
      }),
    ],
  };
}

function loadBalancer({ loadBalancer: metrics, period }: Observed): Section {
  const sum = (label: string, color: string) => ({ period, statistic: Stats.SUM, label, color });
  return {
    title: 'Load balancer',
    text:
      'Connections are those of clients and those to hosts.\n\n*5xx of its own* are 502 (a host closed the connection), 503 (no host ' +
      'is healthy) and 504 (no answer in time): look further down. *Rejected*: it has reached its most connections. *TLS failed*: ' +
      'certificate, or old clients.\n\nLCUs are what is paid for, and grow with connections.',
    graphs: [
      ...graph('Connections', {
        left: [atOnce(metrics.activeConnectionCount(sum('active', Color.BLUE)), 'active', period)],
        right: [metrics.newConnectionCount(sum('new', Color.GREY))],
      }),
      ...graph('Its own errors', {
        left: [
          metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, sum('5xx of its own', Color.RED)),
          metrics.httpCodeElb(HttpCodeElb.ELB_4XX_COUNT, sum('4xx of its own', Color.ORANGE)),
          metrics.rejectedConnectionCount(sum('rejected', Color.PURPLE)),
          metrics.clientTlsNegotiationErrorCount(sum('TLS failed', Color.BROWN)),
        ],
      }),
      ...graph('Capacity units', { left: [metrics.consumedLCUs({ period, statistic: Stats.SUM, label: 'LCUs', color: Color.BLUE })] }),
    ],
  };
}

function hosts(observed: Observed): Section {
  const { targetGroup, group, period, connections } = observed;
  const cpu = (statistic: string, label: string, color: string) =>
    new Metric({
      namespace: 'AWS/EC2',
      metricName: 'CPUUtilization',
      dimensionsMap: { AutoScalingGroupName: group.autoScalingGroupName },
      period: Duration.seconds(Math.max(300, period.toSeconds())),
      statistic,
      label,
      color,
    });
  return {
    title: 'Hosts',
    text:
      '*Unhealthy*: nginx or the application does not answer its health check; after three failures the host is replaced. A new host ' +
      'counts until it has proved itself. None *healthy*: 503 for everybody.\n\nSockets near the line, or a processor that stays above ' +
      '80 %: larger hosts, or more of them.',
    graphs: [
      ...graph('Health', {
        left: [
          targetGroup.healthyHostCount({ period, statistic: Stats.MINIMUM, label: 'healthy', color: Color.GREEN }),
          targetGroup.unhealthyHostCount({ period, statistic: Stats.MAXIMUM, label: 'unhealthy', color: Color.RED }),
        ],
      }),
      ...graph('Processor, %', {
        left: [cpu(Stats.MAXIMUM, 'busiest host', Color.RED), cpu(Stats.AVERAGE, 'average', Color.GREY)],
        percent: true,
      }),
      ...graph('Sockets of the fullest host', {
        left: figures(observed, 'OpenSockets', { statistic: Stats.MAXIMUM, label: 'open', color: Color.BLUE }),
        line: { value: connections, label: 'what a host carries', color: Color.RED },
      }),
    ],
  };
}

function nginx(observed: Observed): Section {
  const { targetGroup, period } = observed;
  const most = (name: HostMetric, label: string, color: string) => figures(observed, name, { statistic: Stats.MAXIMUM, label, color });
  return {
    title: 'nginx',
    text:
      "*5xx* are the application's own, or nginx's 502 and 504 when it does not answer. *Not connected*: nginx itself does not take " +
      'connections.\n\nTimes that rise with the processor low: the application waits for something.\n\nFiles or ports near 100 %: the ' +
      'next socket is refused.',
    graphs: [
      ...graph('Errors', {
        left: [
          targetGroup.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, { period, statistic: Stats.SUM, label: '5xx', color: Color.RED }),
          ...figures(observed, 'ServerErrors', { statistic: Stats.SUM, label: '5xx in the access log', color: Color.ORANGE }),
          targetGroup.targetConnectionErrorCount({ period, statistic: Stats.SUM, label: 'not connected', color: Color.PURPLE }),
        ],
      }),
      ...graph('Time to answer, s; handshake, ms', {
        left: [targetGroup.targetResponseTime({ period, statistic: Stats.p(95), label: 'answer p95, s', color: Color.GREY })],
        right: [
          ...figures(observed, 'HandshakeTime', { statistic: Stats.p(50), label: 'handshake p50, ms', color: Color.BLUE }),
          ...figures(observed, 'HandshakeTime', { statistic: Stats.p(95), label: 'handshake p95, ms', color: Color.RED }),
        ],
      }),
      ...graph('Limits, % used', {
        left: [...most('FilesUsed', 'files', Color.BLUE), ...most('PortsUsed', 'ports', Color.ORANGE)],
        percent: true,
      }),
    ],
  };
}

function application(observed: Observed): Section {
  const most = (name: HostMetric, label: string, color: string) => figures(observed, name, { statistic: Stats.MAXIMUM, label, color });
  const sum = (name: HostMetric, label: string, color: string) => figures(observed, name, { statistic: Stats.SUM, label, color });
  return {
    title: 'Application',
    text:
      'A *heap* that stays above 90 % and *garbage collection* above 10 % of the time: everything is slow, and sockets miss their ' +
      'heartbeats.\n\n*STOMP sessions* well below open sockets: clients connect and do not get CONNECTED.\n\n*Closed abnormally*: ' +
      "without a close frame, or with a code of an error. *Failed checks* are the host's own handshakes.",
    graphs: [
      ...graph('Memory, %', {
        left: [...most('HeapUsed', 'heap', Color.BLUE), ...most('GarbageCollection', 'time in garbage collection', Color.RED)],
        percent: true,
      }),
      ...graph('STOMP sessions', {
        left: sum('StompSessions', 'sessions', Color.BLUE).map((metric) => atOnce(metric, 'sessions, all hosts', observed.period)),
      }),
      ...graph('Failures', {
        left: [...sum('ClosedAbnormally', 'closed abnormally', Color.ORANGE), ...sum('AgentFailures', 'failed checks', Color.RED)],
      }),
    ],
  };
}

function shared(observed: Observed): Section {
  const least = (name: HostMetric, label: string, color: string) => figures(observed, name, { statistic: Stats.MINIMUM, label, color });
  return {
    title: 'Messaging',
    text:
      '*1* while every host has its connection, *0* while one has not: its clients hear nothing of the others, or with a relay nothing ' +
      'at all.\n\n*Lost* messages: the engine was away, or slower than what is sent.\n\nAll above is well and clients hear nothing: ' +
      'look here.',
    graphs: [
      ...graph('Connected', {
        left: [...least('MessagingConnected', 'engine', Color.BLUE), ...least('RelayConnected', 'broker relay', Color.GREEN)],
      }),
      ...graph('Lost messages', { left: figures(observed, 'MessagingLost', { statistic: Stats.SUM, label: 'lost', color: Color.RED }) }),
    ],
  };
}
