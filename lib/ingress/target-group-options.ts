import type { Duration } from 'aws-cdk-lib';

/** How often, and after how many answers, the load balancer takes a host for healthy or unhealthy. What it asks for is fixed. */
export interface HostHealthCheck {
  /**
   * How long from one check to the next, 5 to 300 s.
   *
   * A deployment waits five minutes for a host to become healthy, for which `healthyThresholdCount` checks and one more must suffice.
   *
   * @default Duration.seconds(15)
   */
  readonly interval?: Duration;

  /**
   * How long an answer may take, 2 to 120 s and less than the interval.
   *
   * @default Duration.seconds(5)
   */
  readonly timeout?: Duration;

  /**
   * How many good answers in a row make a host healthy, 2 to 10.
   *
   * @default 2
   */
  readonly healthyThresholdCount?: number;

  /**
   * How many bad or missing answers in a row make a host unhealthy, so that it is replaced, 2 to 10.
   *
   * @default 3
   */
  readonly unhealthyThresholdCount?: number;
}

/** How the load balancer treats the hosts behind it. */
export interface TargetGroupOptions {
  /**
   * Whether a client stays with its host by cookie. SockJS's HTTP transports need it as soon as there are two hosts,
   * as during every update.
   *
   * @default - true when a route is SockJS
   */
  readonly stickiness?: boolean;

  /**
   * How long what is still open on a leaving host may go on, 0 to 3600 s. The companion has closed sessions before.
   *
   * @default Duration.seconds(60)
   */
  readonly deregistrationDelay?: Duration;

  /**
   * How long a new host's share of requests grows before it is full, 30 to 900 s.
   *
   * @default - no slow start
   */
  readonly slowStart?: Duration;

  /**
   * How the load balancer checks a host's health.
   *
   * @default - every 15 s; healthy after 2 good answers, unhealthy after 3 bad ones
   */
  readonly healthCheck?: HostHealthCheck;
}
