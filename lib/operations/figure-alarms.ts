import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { HostMetric } from './host-metrics';

/** When an alarm goes off on what the hosts say of themselves, and what it says then. */
export interface FigureAlarm {
  readonly metric: HostMetric;
  readonly statistic: string;
  readonly threshold: number;
  /** What is compared with the metric, where that is not the threshold itself; `connections` is what a host is sized for. */
  readonly value?: (threshold: number, connections: number) => number;
  readonly minutes: number;
  /** In how many of the minutes, where that is not all of them. */
  readonly datapointsToAlarm?: number;
  /** The finding that it usually is. */
  readonly code: string;
  readonly says: (value: number, connections: number) => string;
}

/** Those on figures of the hosts, in the order of the chain. Each says a share or a count that no healthy host reaches for so long. */
export const FIGURE_ALARMS = {
  WithoutWebSocket: {
    metric: 'ClientsWithoutWebSocket',
    statistic: Stats.MAXIMUM,
    threshold: 50,
    // An application that is started again refuses everybody for less than two minutes.
    minutes: 3,
    datapointsToAlarm: 2,
    code: 'PROXY-UPGRADE-MISSING',
    says: (share) => `${share} % of a host's clients or more, of 10 at least, asked for a WebSocket and did not get it`,
  },
  OpenSockets: {
    metric: 'OpenSockets',
    statistic: Stats.MAXIMUM,
    threshold: 85,
    value: (percent, connections) => Math.ceil((percent / 100) * connections),
    minutes: 5,
    code: 'NGX-WORKER-CONN',
    says: (sockets, connections) => `a host has ${sockets} sockets or more of the ${connections} that it is sized for`,
  },
  HandshakesRefused: {
    metric: 'HandshakesRefused',
    statistic: Stats.SUM,
    threshold: 50,
    minutes: 3,
    code: 'SPR-HANDSHAKE-REFUSED',
    says: (count) => `the application refused ${count} handshakes or more in a minute`,
  },
  SlowHandshakes: {
    metric: 'HandshakeTime',
    statistic: Stats.p(95),
    threshold: 2000,
    minutes: 5,
    code: 'CLI-SLOW-HANDSHAKE-DOWNGRADE',
    says: (millis) => `one handshake of twenty took ${millis} ms or more`,
  },
  ServerErrors: {
    metric: 'ServerErrors',
    statistic: Stats.SUM,
    threshold: 20,
    minutes: 3,
    code: 'APP-502',
    says: (count) => `nginx answered ${count} requests or more in a minute with a 5xx status`,
  },
  HeapUsed: {
    metric: 'HeapUsed',
    statistic: Stats.MAXIMUM,
    threshold: 90,
    minutes: 5,
    code: 'APP-OUT-OF-MEMORY',
    says: (share) => `garbage collection leaves ${share} % or more of a host's heap in use`,
  },
  GarbageCollection: {
    metric: 'GarbageCollection',
    statistic: Stats.MAXIMUM,
    threshold: 10,
    minutes: 5,
    code: 'APP-OUT-OF-MEMORY',
    says: (share) => `garbage collection stops the application of a host for ${share} % of the time or more`,
  },
  FilesUsed: {
    metric: 'FilesUsed',
    statistic: Stats.MAXIMUM,
    threshold: 80,
    minutes: 5,
    code: 'NGX-NOFILE',
    says: (share) => `the application of a host has ${share} % or more of the files open that it may have`,
  },
  PortsUsed: {
    metric: 'PortsUsed',
    statistic: Stats.MAXIMUM,
    threshold: 80,
    minutes: 5,
    code: 'NGX-PORTS',
    says: (share) => `${share} % or more of a host's ports from nginx to the application are in use`,
  },
  HostChecks: {
    metric: 'AgentFailures',
    statistic: Stats.MAXIMUM,
    threshold: 1,
    minutes: 3,
    code: 'TARGET-UNHEALTHY',
    says: () => 'the handshakes that a host makes with itself fail, or its agent does',
  },
} as const satisfies Record<string, FigureAlarm>;

/** As its alarm is called. */
export type FigureAlarmName = keyof typeof FIGURE_ALARMS;
