import type { BalancerDescription, GroupDescription } from './description';
import { Haproxy } from './haproxy';
import { haproxyConfig } from './haproxy-config';
import { type AddressOf, TargetGroupStandIn } from './target-group';
import type { TargetHealth } from './target-health';

/** One load balancer's stand-in: an address, a HAProxy that listens there, and the groups that it forwards to. */
export class BalancerStandIn {
  private readonly haproxy: Haproxy;
  private readonly groups = new Map<string, TargetGroupStandIn>();
  private configured = '';

  constructor(
    readonly address: string,
    folder: string,
    private readonly addressOf: AddressOf,
  ) {
    this.haproxy = new Haproxy(`load-balancer-${address}`, folder);
  }

  /** Goes over to what the API says now. */
  async update(
    balancer: BalancerDescription,
    groups: readonly GroupDescription[],
    certificates: ReadonlyMap<string, string>,
  ): Promise<void> {
    if (balancer.listeners.length === 0) {
      return;
    }
    const standIn = { balancer, groups, address: this.address, certificates, commandSocket: this.haproxy.commandSocket };
    const configuration = haproxyConfig(standIn);
    if (configuration !== this.configured) {
      await this.haproxy.use(haproxyConfig({ ...standIn, taken: new Map([...this.groups.values()].flatMap(({ taken }) => [...taken])) }));
      this.configured = configuration;
    }
    for (const [arn, group] of this.groups) {
      if (!groups.some(({ group: { TargetGroupArn } }) => TargetGroupArn === arn)) {
        group.stop();
        this.groups.delete(arn);
      }
    }
    for (const description of groups) {
      const arn = description.group.TargetGroupArn ?? '';
      const group = this.groups.get(arn) ?? new TargetGroupStandIn(description, this.haproxy, this.address, this.addressOf);
      this.groups.set(arn, group);
      await group.update(description);
    }
  }

  /** The health of a group's targets; undefined when this load balancer does not forward to it. */
  health(targetGroupArn: string): TargetHealth[] | undefined {
    return this.groups.get(targetGroupArn)?.health;
  }

  async stop(): Promise<void> {
    this.groups.forEach((group) => group.stop());
    this.groups.clear();
    await this.haproxy.stop();
  }
}

/** Target groups that a load balancer's listeners and rules forward to. */
export function forwardedTo({ listeners }: BalancerDescription): Set<string> {
  const actions = listeners.flatMap(({ listener, rules }) => [
    ...(listener.DefaultActions ?? []),
    ...rules.flatMap(({ Actions }) => Actions ?? []),
  ]);
  return new Set(
    actions
      .flatMap(({ TargetGroupArn, ForwardConfig }) => [
        TargetGroupArn,
        ...(ForwardConfig?.TargetGroups ?? []).map((group) => group.TargetGroupArn),
      ])
      .filter((arn) => arn !== undefined),
  );
}
