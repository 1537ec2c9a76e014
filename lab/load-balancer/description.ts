import type { Listener, LoadBalancer, Rule, TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';

/** Attributes as ELB gives them: text by dotted name. */
export type Attributes = Readonly<Record<string, string>>;

/** A listener with what belongs to it. */
export interface ListenerDescription {
  readonly listener: Listener;
  /** Certificates by ARN, the default one first. */
  readonly certificates: readonly string[];
  /** Without the default one, in the order of their priorities. */
  readonly rules: readonly Rule[];
}

/** A load balancer as ELB's API describes it. */
export interface BalancerDescription {
  readonly loadBalancer: LoadBalancer;
  readonly attributes: Attributes;
  readonly listeners: readonly ListenerDescription[];
}

/** A target as it is registered. */
export interface RegisteredTarget {
  /** Instance id or address. */
  readonly id: string;
  readonly port: number;
}

/** A target group as ELB's API describes it. */
export interface GroupDescription {
  readonly group: TargetGroup;
  readonly attributes: Attributes;
  readonly targets: readonly RegisteredTarget[];
}

/** Everything that ELB's API says at one moment. */
export interface Description {
  readonly balancers: readonly BalancerDescription[];
  readonly groups: readonly GroupDescription[];
}
