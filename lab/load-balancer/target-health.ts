import type { TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';

/** What DescribeTargetHealth says of a target. */
export interface TargetHealth {
  readonly id: string;
  readonly port: number;
  readonly state: 'initial' | 'healthy' | 'unhealthy' | 'unused' | 'draining';
  readonly reason?: string;
  readonly description?: string;
}

/** What became of one health check. */
export type CheckResult = { readonly status: number } | { readonly failure: 'timeout' | 'failed' };

/** How a target group checks its targets. */
export interface CheckSettings {
  readonly path: string;
  /** Where it asks, when that is not the port of the traffic. */
  readonly port?: number;
  readonly matcher: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
}

/** A target group's settings, with the defaults that ELB documents. */
export function checkSettings(group: TargetGroup): CheckSettings {
  const port = Number(group.HealthCheckPort);
  return {
    path: group.HealthCheckPath ?? '/',
    port: Number.isInteger(port) ? port : undefined,
    matcher: group.Matcher?.HttpCode ?? '200',
    intervalSeconds: group.HealthCheckIntervalSeconds ?? 30,
    timeoutSeconds: group.HealthCheckTimeoutSeconds ?? 5,
    healthyThreshold: group.HealthyThresholdCount ?? 5,
    unhealthyThreshold: group.UnhealthyThresholdCount ?? 2,
  };
}

/** Whether a status is one of `200`, `200,202` or `200-299`. */
export function matches(matcher: string, status: number): boolean {
  return matcher.split(',').some((part) => {
    const [from, to = from] = part.split('-').map(Number);
    return status >= from && status <= to;
  });
}

/**
 * One target's health, check after check. Elastic Load Balancing User Guide, "Health checks for Application Load Balancer target groups":
 * one success brings a new target in, then the thresholds count; the reason is that of the last failure.
 */
export class Health {
  private state: 'initial' | 'healthy' | 'unhealthy' = 'initial';
  private successes = 0;
  private failures = 0;
  private last?: CheckResult;

  constructor(private readonly settings: CheckSettings) {}

  record(result: CheckResult): void {
    const { matcher, healthyThreshold, unhealthyThreshold } = this.settings;
    const good = 'status' in result && matches(matcher, result.status);
    this.successes = good ? this.successes + 1 : 0;
    this.failures = good ? 0 : this.failures + 1;
    if (!good) {
      this.last = result;
    }
    if (good && this.successes >= (this.state === 'initial' ? 1 : healthyThreshold)) {
      this.state = 'healthy';
    } else if (this.failures >= unhealthyThreshold) {
      this.state = 'unhealthy';
    }
  }

  get now(): Omit<TargetHealth, 'id' | 'port'> {
    switch (this.state) {
      case 'healthy':
        return { state: 'healthy' };
      case 'initial':
        return { state: 'initial', reason: 'Elb.InitialHealthChecking', description: 'Initial health checks in progress' };
      default:
        return { state: 'unhealthy', ...reason(this.last) };
    }
  }
}

function reason(last: CheckResult | undefined): Pick<TargetHealth, 'reason' | 'description'> {
  if (last && 'status' in last) {
    return { reason: 'Target.ResponseCodeMismatch', description: `Health checks failed with these codes: [${last.status}]` };
  }
  return last?.failure === 'timeout'
    ? { reason: 'Target.Timeout', description: 'Request timed out' }
    : { reason: 'Target.FailedHealthChecks', description: 'Health checks failed' };
}

/** Where new requests go: healthy targets; when there are unhealthy ones only, to all of those (fail-open). */
export function taking(states: readonly TargetHealth['state'][]): boolean[] {
  const open = !states.includes('healthy');
  return states.map((state) => state === 'healthy' || (open && state === 'unhealthy'));
}
