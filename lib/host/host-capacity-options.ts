import type { Size } from 'aws-cdk-lib';
import type { InstanceType } from 'aws-cdk-lib/aws-ec2';

/** What a host is. */
export interface HostMachineOptions {
  /**
   * The instance type, x86 or Graviton, of the Nitro System (not t2, m4 and other Xen types).
   *
   * @default - t3.small
   */
  readonly instanceType?: InstanceType;

  /**
   * The size that nearly all messages stay under.
   *
   * @default Size.kibibytes(1)
   */
  readonly messageSize?: Size;

  /**
   * The instance type's memory, for a type that this library does not know.
   *
   * @default - known for the m, c, r and t families
   */
  readonly memory?: Size;

  /**
   * The instance type's vCPUs, for a type that this library does not know.
   *
   * @default - known for the m, c, r and t families
   */
  readonly vcpus?: number;

  /**
   * The root disk, encrypted gp3.
   *
   * @default Size.gibibytes(16)
   */
  readonly disk?: Size;
}

/** What one host is and what it shall carry. */
export interface HostCapacityOptions extends HostMachineOptions {
  /**
   * Sockets that are open at the same time. nginx, Tomcat, the JVM and the kernel are sized for them.
   *
   * @default - 5000; with `Messaging.relay` 3000, or as many as the broker's `maxConnections` leaves each host
   */
  readonly connections?: number;
}

/** How many hosts there are, what each is and what it shall carry. */
export interface AutoScalingOptions extends HostMachineOptions {
  /**
   * The hosts that there always are; one more while a new version proves itself.
   *
   * @default 2
   */
  readonly minCapacity?: number;

  /** The most hosts. With as many as `minCapacity` their number does not change. */
  readonly maxCapacity: number;

  /**
   * Sockets that are open at the same time on one host. nginx, Tomcat, the JVM and the kernel are sized for them, and another host
   * starts when the hosts have 70 % of them on average.
   *
   * @default - 5000; with `Messaging.relay` 3000, or as many as the broker's `maxConnections` leaves each host
   */
  readonly connectionsPerHost?: number;

  /**
   * Instance types of which hosts may be, of one architecture, the preferred one first: where EC2 has no capacity of one, the next is
   * taken. Every host is configured as the smallest of them, which must carry `connectionsPerHost`; `memory` and `vcpus` are the
   * smallest's then. Instead of `instanceType`.
   *
   * @default - instanceType alone
   */
  readonly instanceTypes?: InstanceType[];

  /**
   * Spot Instances besides On-Demand Instances.
   *
   * @default - On-Demand Instances alone
   */
  readonly spot?: SpotOptions;
}

/**
 * Which hosts are Spot Instances: EC2 interrupts them with two minutes' notice. Their pools are chosen by price and capacity
 * (`price-capacity-optimized`), and with Capacity Rebalancing another host serves before one that is likely to be interrupted goes.
 */
export interface SpotOptions {
  /**
   * The hosts that are On-Demand Instances in any case, 0 or more.
   *
   * @default - minCapacity, so that Spot Instances are what is added for more sockets
   */
  readonly onDemandBaseCapacity?: number;

  /**
   * How many of the hosts above these are On-Demand Instances, in percent.
   *
   * @default 0
   */
  readonly onDemandPercentageAboveBaseCapacity?: number;
}
