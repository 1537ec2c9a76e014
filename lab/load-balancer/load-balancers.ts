import { type ACMClient, DescribeCertificateCommand } from '@aws-sdk/client-acm';
import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Route53Client } from '@aws-sdk/client-route-53';
import { type Authority, issue, makeAuthority } from '../../lib/rehearsal/certificate';
import { BalancerStandIn, forwardedTo } from './balancer';
import type { BalancerDescription, Description } from './description';
import { hosts, type Hosts, plain, readRecords } from './names';
import { readDescription } from './read-description';
import type { AddressOf } from './target-group';
import type { TargetHealth } from './target-health';

/** What the stand-ins for load balancers are made from. */
export interface LoadBalancersOptions {
  readonly elb: ElasticLoadBalancingV2Client;
  readonly route53: Route53Client;
  readonly acm: ACMClient;
  /** Where their files go. */
  readonly folder: string;
  readonly addressOf: AddressOf;
  /** Gives this machine an address in security groups; without groups it takes the address away. */
  readonly place: (address: string, securityGroupIds: readonly string[]) => Promise<void>;
  readonly setHosts: (hosts: Hosts) => void;
  readonly say: (line: string) => void;
}

/** How often the API is read although nobody said that something changed. */
const POLL_MS = 5000;

/** Stands in for Elastic Load Balancing: one HAProxy for each load balancer that the API knows, changed as the API changes. */
export class LoadBalancers {
  private readonly balancers = new Map<string, BalancerStandIn>();
  private readonly certificates = new Map<string, string>();
  private description: Description = { balancers: [], groups: [] };
  private last = 0;
  private timer?: NodeJS.Timeout;
  private reading?: Promise<void>;
  private again = false;
  private stopped = false;
  /** Why the last reading failed. */
  private trouble?: string;

  private constructor(
    private readonly options: LoadBalancersOptions,
    readonly authority: Authority,
  ) {}

  static async start(options: LoadBalancersOptions): Promise<LoadBalancers> {
    const started = new LoadBalancers(options, await makeAuthority(options.folder));
    await started.changed();
    return started;
  }

  /** Reads the API again, now. */
  changed(): Promise<void> {
    clearTimeout(this.timer);
    if (this.reading) {
      this.again = true;
      return this.reading;
    }
    this.reading = this.read().finally(() => {
      this.reading = undefined;
      if (!this.stopped) {
        this.timer = setTimeout(() => void this.changed(), POLL_MS);
      }
    });
    return this.reading;
  }

  /** The address of a load balancer, by its ARN or its DNS name. */
  address(arnOrName: string): string {
    const known = this.description.balancers.find(
      ({ loadBalancer }) => loadBalancer.LoadBalancerArn === arnOrName || plain(loadBalancer.DNSName ?? '') === plain(arnOrName),
    );
    const balancer = this.balancers.get(known?.loadBalancer.LoadBalancerArn ?? '');
    if (!balancer) {
      const names = this.description.balancers.map(({ loadBalancer }) => loadBalancer.DNSName).join(', ');
      throw new Error(`no load balancer is called ${arnOrName}: ${this.trouble ?? `there are ${names || 'none'}`}`);
    }
    return balancer.address;
  }

  /** What a load balancer would say of the targets of a group. */
  health(targetGroupArn: string): TargetHealth[] {
    const found = [...this.balancers.values()].map((balancer) => balancer.health(targetGroupArn)).find((health) => health !== undefined);
    const group = this.description.groups.find(({ group: { TargetGroupArn } }) => TargetGroupArn === targetGroupArn);
    const unused = {
      state: 'unused',
      reason: 'Target.NotInUse',
      description: 'Target group is not configured to receive traffic from the load balancer',
    } as const;
    return found ?? (group?.targets ?? []).map(({ id, port }) => ({ id, port, ...unused }));
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.reading;
    await Promise.all([...this.balancers.values()].map((balancer) => balancer.stop()));
    this.balancers.clear();
  }

  private async read(): Promise<void> {
    do {
      this.again = false;
      try {
        await this.follow(await readDescription(this.options.elb));
        this.trouble = undefined;
      } catch (error) {
        // A stack that is just made or deleted answers in halves: the next reading is whole.
        const trouble = (error as Error).message;
        if (trouble === this.trouble && !this.stopped) {
          this.options.say(`the load balancers cannot follow the API: ${trouble}`);
        }
        this.trouble = trouble;
      }
    } while (this.again && !this.stopped);
  }

  private async follow(description: Description): Promise<void> {
    this.description = description;
    const arns = new Set(description.balancers.map(({ loadBalancer }) => loadBalancer.LoadBalancerArn ?? ''));
    for (const [arn, balancer] of this.balancers) {
      if (!arns.has(arn)) {
        this.balancers.delete(arn);
        await balancer.stop();
        await this.options.place(balancer.address, []);
      }
    }
    for (const balancer of description.balancers) {
      await this.followOne(balancer, description);
    }
    const addresses = description.balancers.flatMap(({ loadBalancer }): [string, string][] => {
      const address = this.balancers.get(loadBalancer.LoadBalancerArn ?? '')?.address;
      return address ? [[plain(loadBalancer.DNSName ?? ''), address]] : [];
    });
    this.options.setHosts(hosts(await readRecords(this.options.route53), new Map(addresses)));
  }

  private async followOne(balancer: BalancerDescription, { groups }: Description): Promise<void> {
    const arn = balancer.loadBalancer.LoadBalancerArn ?? '';
    let standIn = this.balancers.get(arn);
    if (!standIn) {
      const address = `10.77.2.${++this.last}`;
      await this.options.place(address, balancer.loadBalancer.SecurityGroups ?? []);
      standIn = new BalancerStandIn(address, this.options.folder, this.options.addressOf);
      this.balancers.set(arn, standIn);
    }
    for (const certificate of balancer.listeners.flatMap(({ certificates }) => certificates)) {
      if (!this.certificates.has(certificate)) {
        this.certificates.set(certificate, await this.standInFor(certificate));
      }
    }
    const forwarded = forwardedTo(balancer);
    await standIn.update(
      balancer,
      groups.filter(({ group }) => forwarded.has(group.TargetGroupArn ?? '')),
      this.certificates,
    );
  }

  /** ACM keeps its keys, so a certificate for the same names is made here. */
  private async standInFor(arn: string): Promise<string> {
    const { Certificate } = await this.options.acm.send(new DescribeCertificateCommand({ CertificateArn: arn }));
    const names = new Set([Certificate?.DomainName, ...(Certificate?.SubjectAlternativeNames ?? [])].filter((name) => name !== undefined));
    return issue(
      this.authority,
      [...names].map((name) => `DNS:${name}`),
    );
  }
}
