import { InstanceArchitecture, type IMachineImage, MachineImage, OperatingSystemType } from 'aws-cdk-lib/aws-ec2';

/** How an image's machine image is looked up. */
export interface HostImageOptions {
  /**
   * Keep the image that the first synthesis found in cdk.context.json, until `cdk context --reset`.
   *
   * Needs a stack with an explicit account and region. Otherwise every deployment takes the newest image,
   * and an unrelated deployment may replace hosts (with the same proof as any other replacement).
   *
   * @default false
   */
  readonly pinned?: boolean;
}

interface Distribution {
  readonly name: string;
  readonly packages: readonly string[];
  /** Long-term Java versions and the packages that bring them. */
  readonly java: ReadonlyMap<number, string>;
  /** Whether the image brings the agent of Session Manager. */
  readonly sessionManager: boolean;
  readonly machineImage: (architecture: InstanceArchitecture) => IMachineImage;
}

/** The operating system of the host. */
export class HostImage {
  /** Amazon Linux 2023, with Corretto 17 or 21 and Session Manager. */
  public static amazonLinux2023(options: HostImageOptions = {}): HostImage {
    return new HostImage({
      name: 'Amazon Linux 2023',
      packages: ['nginx', 'logrotate'],
      java: new Map([17, 21].map((version) => [version, `java-${version}-amazon-corretto-headless`])),
      sessionManager: true,
      machineImage: (architecture) => fromParameter('/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-', { x86: 'x86_64', arm: 'arm64' }, architecture, options),
    });
  }

  /** Debian 13 (trixie), with OpenJDK 21 or 25. Its image has no agent of Session Manager. */
  public static debian13(options: HostImageOptions = {}): HostImage {
    return new HostImage({
      name: 'Debian 13',
      packages: ['nginx', 'logrotate'],
      java: new Map([21, 25].map((version) => [version, `openjdk-${version}-jre-headless`])),
      sessionManager: false,
      machineImage: (architecture) => fromParameter('/aws/service/debian/release/13/latest/', { x86: 'amd64', arm: 'arm64' }, architecture, options),
    });
  }

  /** @internal */
  public readonly _distribution: Distribution;

  private constructor(distribution: Distribution) {
    this._distribution = distribution;
  }

  /** @internal The package of the Java asked for, or of the lowest that runs classes of the given version. */
  public _javaPackage(asked: number | undefined, needed: number | undefined): string {
    const { java, name } = this._distribution;
    const offered = [...java.keys()].join(', ');
    const version = asked ?? (needed === undefined ? 21 : [...java.keys()].find((candidate) => candidate >= needed));
    const packageName = version === undefined ? undefined : java.get(version);
    if (packageName === undefined) {
      const wish = asked === undefined ? `the jar needs Java ${needed}` : `javaVersion is ${asked}`;
      throw new Error(`${wish}, but ${name} offers ${offered}: take another HostImage or build for one of these`);
    }
    if (asked !== undefined && needed !== undefined && asked < needed) {
      throw new Error(`javaVersion is ${asked}, but the jar's classes need Java ${needed}: leave javaVersion out or build for an older Java`);
    }
    return packageName;
  }
}

function fromParameter(prefix: string, names: { x86: string; arm: string }, architecture: InstanceArchitecture, options: HostImageOptions): IMachineImage {
  const name = prefix + (architecture === InstanceArchitecture.ARM_64 ? names.arm : names.x86);
  return MachineImage.fromSsmParameter(name, { os: OperatingSystemType.LINUX, cachedInContext: options.pinned ?? false });
}
