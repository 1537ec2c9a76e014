import type { ACM } from '@aws-sdk/client-acm';
import type { AutoScaling } from '@aws-sdk/client-auto-scaling';
import type { CloudFormation } from '@aws-sdk/client-cloudformation';
import type { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import type { EC2 } from '@aws-sdk/client-ec2';
import type { ElasticLoadBalancingV2 } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Route53 } from '@aws-sdk/client-route-53';

export type * as Acm from '@aws-sdk/client-acm';
export type * as AutoScalingTypes from '@aws-sdk/client-auto-scaling';
export type * as CloudFormationTypes from '@aws-sdk/client-cloudformation';
export type * as Ec2 from '@aws-sdk/client-ec2';
export type * as Elb from '@aws-sdk/client-elastic-load-balancing-v2';
export type * as Logs from '@aws-sdk/client-cloudwatch-logs';
export type * as Route53Types from '@aws-sdk/client-route-53';

/** Where and as whom to ask; what is left out comes from the environment and the configuration files, as everywhere. */
export interface AwsOptions {
  readonly region?: string;
  readonly profile?: string;
}

/** The AWS SDK is there only where somebody wants it: whoever probes URLs needs none of it. */
export class ClientMissing extends Error {
  constructor(readonly packageName: string) {
    super(`${packageName} is not installed, but AWS is asked through it: run 'npm install ${Object.values(PACKAGES).join(' ')}'`);
  }
}

const PACKAGES = {
  acm: '@aws-sdk/client-acm',
  autoScaling: '@aws-sdk/client-auto-scaling',
  cloudFormation: '@aws-sdk/client-cloudformation',
  ec2: '@aws-sdk/client-ec2',
  loadBalancing: '@aws-sdk/client-elastic-load-balancing-v2',
  logs: '@aws-sdk/client-cloudwatch-logs',
  route53: '@aws-sdk/client-route-53',
} as const;

/** No call may keep a person waiting: three tries, each with an end. */
const CONFIGURATION = { maxAttempts: 3, requestHandler: { connectionTimeout: 3000, requestTimeout: 15_000, throwOnRequestTimeout: true } } as const;

/** The SDK's clients, each loaded when it is first asked. */
export class Clients {
  private readonly made = new Map<string, object>();

  constructor(private readonly options: AwsOptions, private readonly load: (name: string) => unknown = require) {}

  get acm(): ACM {
    return this.client(PACKAGES.acm, 'ACM');
  }

  get autoScaling(): AutoScaling {
    return this.client(PACKAGES.autoScaling, 'AutoScaling');
  }

  get cloudFormation(): CloudFormation {
    return this.client(PACKAGES.cloudFormation, 'CloudFormation');
  }

  get ec2(): EC2 {
    return this.client(PACKAGES.ec2, 'EC2');
  }

  get loadBalancing(): ElasticLoadBalancingV2 {
    return this.client(PACKAGES.loadBalancing, 'ElasticLoadBalancingV2');
  }

  get logs(): CloudWatchLogs {
    return this.client(PACKAGES.logs, 'CloudWatchLogs');
  }

  get route53(): Route53 {
    return this.client(PACKAGES.route53, 'Route53');
  }

  /** Where the questions go. */
  region(): Promise<string> {
    return this.ec2.config.region();
  }

  /** Closes every connection. */
  close(): void {
    this.made.forEach((client) => (client as { destroy(): void }).destroy());
  }

  private client<T extends object>(packageName: string, name: string): T {
    const made = this.made.get(name) ?? this.make(packageName, name);
    this.made.set(name, made);
    return made as T;
  }

  private make(packageName: string, name: string): object {
    const { region, profile } = this.options;
    const Client = this.module(packageName)[name]!;
    return new Client({ ...CONFIGURATION, ...(region ? { region } : {}), ...(profile ? { profile } : {}) });
  }

  private module(packageName: string): Record<string, new (configuration: object) => object> {
    try {
      return this.load(packageName) as Record<string, new (configuration: object) => object>;
    } catch (error) {
      if (/MODULE_NOT_FOUND/.test((error as NodeJS.ErrnoException).code ?? '')) {
        throw new ClientMissing(packageName);
      }
      throw error;
    }
  }
}
