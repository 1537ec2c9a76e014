import { Size, Token } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';

/** What one host is and what it shall carry. */
export interface HostCapacityOptions {
  /**
   * The instance type, x86 or Graviton.
   *
   * @default - t3.small
   */
  readonly instanceType?: InstanceType;

  /**
   * Sockets that are open at the same time. nginx, Tomcat, the JVM and the kernel are sized for them.
   *
   * @default 5000
   */
  readonly connections?: number;

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

/** How many hosts there are and how large each is. */
export class HostCapacity {
  /** One host; while a new version proves itself, two. */
  public static oneHost(options: HostCapacityOptions = {}): HostCapacity {
    return new HostCapacity(options);
  }

  /** @internal */
  public readonly _instanceType: InstanceType;
  /** @internal */
  public readonly _machine: { readonly memoryMiB: number; readonly vcpus: number };
  /** @internal */
  public readonly _connections: number;
  /** @internal */
  public readonly _messageBytes: number;
  /** @internal */
  public readonly _diskGiB: number;

  private constructor(options: HostCapacityOptions) {
    this._instanceType = options.instanceType ?? new InstanceType('t3.small');
    this._connections = options.connections ?? 5000;
    this._messageBytes = options.messageSize?.toBytes() ?? 1024;
    this._diskGiB = options.disk?.toGibibytes() ?? 16;
    if (!Number.isInteger(this._connections) || this._connections < 1) {
      throw new Error(`connections is ${this._connections}: give a whole number of sockets, 1 or more`);
    }
    if (options.vcpus !== undefined && !(Number.isInteger(options.vcpus) && options.vcpus > 0)) {
      throw new Error(`vcpus is ${options.vcpus}: give a whole number, 1 or more`);
    }
    if (this._diskGiB < 8) {
      throw new Error(`disk is ${this._diskGiB} GiB: the images need 8 GiB or more`);
    }
    this._machine = machine(this._instanceType, options);
  }
}

/** GiB of memory a vCPU, from the fifth generation on; earlier ones and c5n have other ratios. */
const MEMORY_A_VCPU: Record<string, number> = { c: 2, m: 4, r: 8 };
/** The burstable families (t3, t3a, t4g), in GiB; all have 2 vCPUs up to large. */
const BURSTABLE_MEMORY: Record<string, number> = { nano: 0.5, micro: 1, small: 2, medium: 4, large: 8, xlarge: 16, '2xlarge': 32 };

/** What AWS's instance type pages say of the families that proxy and application hosts are made of. */
function machine(type: InstanceType, options: HostCapacityOptions): { memoryMiB: number; vcpus: number } {
  const name = type.toString();
  const [family, size] = Token.isUnresolved(name) ? ['', ''] : name.split('.');
  const vcpus = options.vcpus ?? vcpusOf(family, size);
  const memoryMiB = options.memory?.toMebibytes() ?? memoryOf(family, size);
  if (vcpus === undefined || memoryMiB === undefined) {
    throw new Error(`instanceType is ${name}, whose memory this library does not know: give memory and vcpus beside it, such as Size.gibibytes(8) and 2`);
  }
  return { memoryMiB, vcpus };
}

const BURSTABLE = /^t(?:3a?|4g)$/;
const REGULAR = /^(?!c5n$)([cmr])(?:[5-9]|\d\d)/;

function vcpusOf(family: string, size: string): number | undefined {
  const multiple = /^(\d+)xlarge$/.exec(size);
  const small = BURSTABLE.test(family) ? 2 : { medium: 1, large: 2 }[size];
  return multiple ? 4 * Number(multiple[1]) : size === 'xlarge' ? 4 : size in BURSTABLE_MEMORY ? small : undefined;
}

function memoryOf(family: string, size: string): number | undefined {
  const vcpus = vcpusOf(family, size);
  const perVcpu = MEMORY_A_VCPU[REGULAR.exec(family)?.[1] ?? ''];
  const gib = BURSTABLE.test(family) ? BURSTABLE_MEMORY[size] : vcpus && perVcpu && perVcpu * vcpus;
  return gib === undefined ? undefined : gib * 1024;
}
