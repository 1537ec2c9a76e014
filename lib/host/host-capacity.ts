import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { checkKinds } from '../spring/prop-kinds';
import { refusal } from '../spring/refusal';
import { type GroupSize, ONE_HOST, sizeOfGroup } from './group-size';
import type { AutoScalingOptions, HostCapacityOptions } from './host-capacity-options';
import { AUTO_SCALING_KINDS, CAPACITY_KINDS } from './host-kinds';
import { type Machine, smallestMachine } from './machine';
import { type Purchase, purchaseOf } from './purchase';

/** How many hosts there are and how large each is. */
export class HostCapacity {
  /** One host; while a new version proves itself, two. */
  public static oneHost(options: HostCapacityOptions = {}): HostCapacity {
    checkKinds(options, CAPACITY_KINDS);
    return new HostCapacity(options, ONE_HOST);
  }

  /**
   * Several hosts, in two zones or more, as many as their open sockets need. They share messages by the `messaging` of the host or
   * service, without which several are refused.
   */
  public static autoScaling(options: AutoScalingOptions): HostCapacity {
    checkKinds(options, AUTO_SCALING_KINDS);
    const { connectionsPerHost: connections, ...machine } = options;
    checkConnections('connectionsPerHost', connections);
    const group = sizeOfGroup(options);
    return new HostCapacity({ ...machine, connections }, group, purchaseOf(options, group));
  }

  /** @internal */
  public readonly _instanceType: InstanceType;
  /** @internal */
  public readonly _machine: Machine;
  /** @internal */
  public readonly _connections: number;
  /** @internal */
  public readonly _messageBytes: number;
  /** @internal */
  public readonly _diskGiB: number;
  /** @internal */
  public readonly _group: GroupSize;
  /** @internal */
  public readonly _purchase?: Purchase;

  private constructor(
    private readonly options: HostCapacityOptions,
    group: GroupSize,
    purchase?: Purchase,
  ) {
    const types = purchase?.types ?? [options.instanceType ?? new InstanceType(DEFAULT_TYPE)];
    this._instanceType = types[0];
    this._purchase = purchase;
    this._connections = options.connections ?? DEFAULT_CONNECTIONS;
    this._messageBytes = options.messageSize?.toBytes() ?? 1024;
    this._diskGiB = options.disk?.toGibibytes() ?? 16;
    this._group = group;
    checkConnections('connections', options.connections);
    if (options.vcpus !== undefined && !(Number.isInteger(options.vcpus) && options.vcpus > 0)) {
      throw refusal(`vcpus is ${options.vcpus}: give a whole number, 1 or more`);
    }
    if (this._diskGiB < 8) {
      throw refusal(`disk is ${this._diskGiB} GiB: the images need 8 GiB or more`);
    }
    this._machine = smallestMachine(types.length > 1 ? 'one of instanceTypes' : 'instanceType', types, options);
  }

  /** @internal How many hosts serve at most. Those that replace others during a deployment take over their clients. */
  public get _hosts(): number {
    return this._group.desired ?? this._group.max;
  }

  /**
   * @internal The same for a broker relay, where no number of sockets was asked for: each socket is a connection of the broker's, and
   * each host has one more.
   */
  public _relaying(maxConnections = Infinity): HostCapacity {
    if (this.options.connections !== undefined) {
      return this;
    }
    const connections = Math.max(1, Math.min(RELAYED_CONNECTIONS, Math.floor(maxConnections / this._hosts) - 1));
    return new HostCapacity({ ...this.options, connections }, this._group, this._purchase);
  }
}

const DEFAULT_CONNECTIONS = 5000;
/** What a t3.small carries when each session is relayed, whichever server the application has. */
const RELAYED_CONNECTIONS = 3000;
const DEFAULT_TYPE = 't3.small';

function checkConnections(prop: string, connections: number | undefined): void {
  if (connections !== undefined && (!Number.isInteger(connections) || connections < 1)) {
    throw refusal(`${prop} is ${connections}: give a whole number of sockets, 1 or more`);
  }
}
