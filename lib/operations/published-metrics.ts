import { type PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { METRICS_NAMESPACE } from '../chain/conventions';
import { refusal } from '../spring/refusal';
import { type HostMetric, inOrder } from './host-metrics';
import { HostMetrics } from './metrics';

/** What of a host reads metrics whatever else is said. */
interface Reading {
  readonly scales: boolean;
  readonly shares: boolean;
  readonly relays: boolean;
}

/** What the hosts of a group publish: what was chosen, and what something reads. */
export class PublishedMetrics {
  /** Whether anything may be published. */
  public readonly on: boolean;
  private readonly metrics: Set<HostMetric>;
  private readonly scope: Construct;
  private policy?: PolicyDocument;

  constructor(scope: Construct, { scales, shares, relays }: Reading, chosen = HostMetrics.onDemand()) {
    this.scope = scope;
    this.on = chosen._chosen !== undefined;
    this.metrics = new Set(chosen._chosen);
    if (scales) this.read('HostCapacity.autoScaling', 'OpenSockets');
    if (shares) this.read('messaging', 'MessagingConnected', 'MessagingLost');
    if (relays) this.read('messaging', 'RelayConnected');
  }

  /** Has the hosts publish what somebody reads. */
  public read(reader: string, ...metrics: readonly HostMetric[]): void {
    if (!this.on && metrics.length > 0) {
      const what = metrics.join(' and ');
      throw refusal(`metrics is HostMetrics.none(), but ${reader} reads ${what}: leave metrics out, or ${reader}`, this.scope);
    }
    metrics.forEach((metric) => this.metrics.add(metric));
    this.allow();
  }

  /** Lets a host publish, in this namespace only, once there is something to publish. */
  public allowIn(policy: PolicyDocument): void {
    this.policy = policy;
    this.allow();
  }

  /** In the order of the chain. */
  public get names(): HostMetric[] {
    return inOrder(this.metrics);
  }

  private allow(): void {
    if (this.metrics.size > 0) {
      const conditions = { StringEquals: { 'cloudwatch:namespace': METRICS_NAMESPACE } };
      this.policy?.addStatements(new PolicyStatement({ actions: ['cloudwatch:PutMetricData'], resources: ['*'], conditions }));
      this.policy = undefined;
    }
  }
}
