import type { ResolveEvidence } from '../lib/probes/resolve';
import type { Target } from '../lib/probes/target';
import type { Clients } from './aws/clients';
import type { CdkOptions, CdkRun } from './cdk';
import type { Claim } from './proof/claim';
import type { Proof } from './proof/proof';
import type { Service } from './service';

/** What the parts have in hand that a real account can give as well as the lab. */
export interface Cloud {
  readonly aws: Clients;
  readonly proof: Proof;
  /** The zone that the service's domain is in. */
  readonly zone: string;
  /** Where files of this run go; gone with it. */
  readonly folder: string;
  /** Sees to it that the account is bootstrapped, once; how many seconds that took, where it had to be done. */
  bootstrap(): Promise<number | undefined>;
  /** Bootstraps the account and deploys bin/app.ts with a domain, once: whoever asks first waits for it. */
  service(): Promise<Service>;
  /** The aws-cdk command line, against this cloud. */
  cdk(args: readonly string[], options?: CdkOptions): Promise<CdkRun>;
  /** How the probes reach an origin such as `https://chat.example.com`. */
  target(origin: string): Promise<Target>;
  /** Who answers for names, where that is not this machine's own DNS. */
  resolve?(name: string): Promise<ResolveEvidence>;
  /** Says for a claim which of the parts that it rests on were real here and which stood in. */
  parts(...names: readonly ChainPart[]): Pick<Claim, 'real' | 'standIn'>;
  /** A line of progress. */
  say(line: string): void;
}

/** The parts that claims rest on. */
export type ChainPart =
  | 'aws-cdk'
  | 'AWS APIs'
  | 'CloudFormation'
  | 'Auto Scaling'
  | 'EC2'
  | 'IAM'
  | 'CloudWatch'
  | 'RDS'
  | 'load balancer'
  | 'DNS'
  | 'certificate'
  | 'S3'
  | 'nginx'
  | 'Spring Boot'
  | 'agent'
  | 'systemd'
  | 'cloud-init'
  | 'apt'
  | 'Debian 13'
  | 'Amazon Linux 2023'
  | 'Redis'
  | 'Valkey'
  | 'STOMP broker'
  | 'clients';
