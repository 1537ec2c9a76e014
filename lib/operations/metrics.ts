import { refusal } from '../spring/refusal';

/** What each host publishes of itself to CloudWatch, in the namespace `CdkSpringWebSocket`, once a minute. */
export enum HostMetricName {
  /**
   * How many clients did not get the WebSocket that they asked for in the minute, in percent: those whose handshakes failed, each once
   * by its address and browser, or, where that is more, SockJS clients that opened a session without one. Of fewer than 10 clients it is
   * the share of 10.
   */
  CLIENTS_WITHOUT_WEB_SOCKET = 'ClientsWithoutWebSocket',
  /** WebSocket and SockJS sessions that are open, of every transport; without the companion, connections of the load balancer. */
  OPEN_SOCKETS = 'OpenSockets',
  /** WebSocket handshakes that clients asked for in the minute. */
  HANDSHAKES_ASKED = 'HandshakesAsked',
  /** Those that were answered with 101. */
  HANDSHAKES_OPENED = 'HandshakesOpened',
  /** Those that the application refused: 401, 403, 404, 429, or a redirect. */
  HANDSHAKES_REFUSED = 'HandshakesRefused',
  /**
   * 1 for each that failed in another way, such as with 400 or 502, and 0 for each other: the sum is how many failed, the average which
   * share of those asked for.
   */
  HANDSHAKES_FAILED = 'HandshakesFailed',
  /** How long each took from nginx until it was answered with 101, in milliseconds; for percentiles. */
  HANDSHAKE_TIME = 'HandshakeTime',
  /** 1 for each session that a SockJS client opened without a WebSocket that was offered, 0 for each with one: sum and average as above. */
  FALLBACKS = 'Fallbacks',
  /** Open sessions of STOMP endpoints. */
  STOMP_SESSIONS = 'StompSessions',
  /** Sessions that ended in the minute without a close frame, or with the code of an error. */
  CLOSED_ABNORMALLY = 'ClosedAbnormally',
  /** Requests that nginx answered with a 5xx status in the minute. */
  SERVER_ERRORS = 'ServerErrors',
  /** How much of the heap's limit (`-Xmx`) is used, in percent: the least of the minute, which is what garbage collection leaves. */
  HEAP_USED = 'HeapUsed',
  /** For how much of the minute garbage collection stopped the application, in percent. */
  GARBAGE_COLLECTION = 'GarbageCollection',
  /** How many of the open files that the application may have it has, in percent. */
  FILES_USED = 'FilesUsed',
  /** How many of the local ports from nginx to the application are in use, in percent; 0 over a Unix socket. */
  PORTS_USED = 'PortsUsed',
  /** What the host's agent found wrong or could not do in the minute. */
  AGENT_FAILURES = 'AgentFailures',
  /** 1, or 0 while the application is not connected to the engine of `messaging`. */
  MESSAGING_CONNECTED = 'MessagingConnected',
  /** Messages of other hosts that did not arrive in the minute. */
  MESSAGING_LOST = 'MessagingLost',
  /** 1, or 0 while Spring's broker relay has no session with the broker. */
  RELAY_CONNECTED = 'RelayConnected',
}

/** Which of their metrics the hosts publish: each costs the same every month, for one host or many (docs/operating.md). */
export class HostMetrics {
  /** Those that something reads: scaling, alarms, and what you read by `host.metric()`. */
  public static onDemand(): HostMetrics {
    return new HostMetrics([]);
  }

  /** These besides those that something reads. */
  public static of(...metrics: HostMetricName[]): HostMetrics {
    const wrong = metrics.find((metric) => !Object.values(HostMetricName).includes(metric));
    if (wrong !== undefined) {
      throw refusal(`HostMetrics.of has '${wrong}', which no host publishes: give members of HostMetricName`);
    }
    return new HostMetrics(metrics);
  }

  /** All that there are on the host. */
  public static all(): HostMetrics {
    return new HostMetrics(Object.values(HostMetricName));
  }

  /** None: alarms that read one are not made, and what cannot do without one is refused. */
  public static none(): HostMetrics {
    return new HostMetrics();
  }

  /** @internal Undefined where none may be published. */
  public readonly _chosen?: readonly HostMetricName[];

  private constructor(chosen?: readonly HostMetricName[]) {
    this._chosen = chosen;
  }
}
