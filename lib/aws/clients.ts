import type { ACM } from '@aws-sdk/client-acm';
import type { AutoScaling } from '@aws-sdk/client-auto-scaling';
import type { CloudFormation } from '@aws-sdk/client-cloudformation';
import type { CloudWatch } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import type { EC2 } from '@aws-sdk/client-ec2';
import type { ElasticLoadBalancingV2 } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Mq } from '@aws-sdk/client-mq';
import type { Route53 } from '@aws-sdk/client-route-53';
import { SDK } from './sdk';

export type * as Acm from '@aws-sdk/client-acm';
export type * as AutoScalingTypes from '@aws-sdk/client-auto-scaling';
export type * as CloudFormationTypes from '@aws-sdk/client-cloudformation';
export type * as CloudWatchTypes from '@aws-sdk/client-cloudwatch';
export type * as Ec2 from '@aws-sdk/client-ec2';
export type * as Elb from '@aws-sdk/client-elastic-load-balancing-v2';
export type * as Logs from '@aws-sdk/client-cloudwatch-logs';
export type * as MqTypes from '@aws-sdk/client-mq';
export type * as Route53Types from '@aws-sdk/client-route-53';

/** Where and as whom to ask; what is left out comes from the environment and the configuration files, as everywhere. */
export interface AwsOptions {
  readonly region?: string;
  readonly profile?: string;
}

/** No call may keep a person waiting: three tries, each with an end. */
const CONFIGURATION = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 3000, requestTimeout: 15_000, throwOnRequestTimeout: true },
} as const;

/** The SDK's clients, each loaded when it is first asked. */
export class Clients {
  private readonly made = new Map<string, object>();

  constructor(
    private readonly options: AwsOptions,
    private readonly sdk: { readonly [name in keyof typeof SDK]: () => object } = SDK,
  ) {}

  get acm(): ACM {
    return this.client('acm', 'ACM');
  }

  get autoScaling(): AutoScaling {
    return this.client('autoScaling', 'AutoScaling');
  }

  get cloudFormation(): CloudFormation {
    return this.client('cloudFormation', 'CloudFormation');
  }

  get cloudWatch(): CloudWatch {
    return this.client('cloudWatch', 'CloudWatch');
  }

  get ec2(): EC2 {
    return this.client('ec2', 'EC2');
  }

  get loadBalancing(): ElasticLoadBalancingV2 {
    return this.client('loadBalancing', 'ElasticLoadBalancingV2');
  }

  get logs(): CloudWatchLogs {
    return this.client('logs', 'CloudWatchLogs');
  }

  get mq(): Mq {
    return this.client('mq', 'Mq');
  }

  get route53(): Route53 {
    return this.client('route53', 'Route53');
  }

  /** Where the questions go. */
  region(): Promise<string> {
    return this.ec2.config.region();
  }

  /** Closes every connection. */
  close(): void {
    this.made.forEach((client) => (client as { destroy(): void }).destroy());
  }

  private client<T extends object>(of: keyof typeof SDK, name: string): T {
    const made = this.made.get(name) ?? this.make(of, name);
    this.made.set(name, made);
    return made as T;
  }

  private make(of: keyof typeof SDK, name: string): object {
    const { region, profile } = this.options;
    const Client = (this.sdk[of]() as Record<string, new (configuration: object) => object>)[name]!;
    return new Client({ ...CONFIGURATION, ...(region ? { region } : {}), ...(profile ? { profile } : {}) });
  }
}
