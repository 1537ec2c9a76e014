import { Annotations, ContextProvider, Stack, Token } from 'aws-cdk-lib';
import { InstanceArchitecture, type IMachineImage, MachineImage, OperatingSystemType, UserData } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { CustomImageOptions, HostImageBindOptions, HostImageConfig, HostImageOptions } from './host-image-options';
import { checkKinds } from '../spring/prop-kinds';
import { refusal } from '../spring/refusal';
import { CUSTOM_IMAGE_KINDS } from './host-kinds';
import { javaVersionFor } from './java-version';

/** The operating system of the host. */
export abstract class HostImage {
  /** Amazon Linux 2023, with Corretto 17, 21 or 25 and Session Manager. */
  public static amazonLinux2023(options: HostImageOptions = {}): HostImage {
    return new Distribution(options, {
      name: 'Amazon Linux 2023',
      java: new Map([17, 21, 25].map((version) => [version, `java-${version}-amazon-corretto-headless`])),
      stream: 'nginx-mod-stream',
      sessionManager: true,
      parameter: '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-',
      architectures: { x86: 'x86_64', arm: 'arm64' },
    });
  }

  /** Debian 13 (trixie), with OpenJDK 21 or 25. Its AMI does not have the SSM Agent. */
  public static debian13(options: HostImageOptions = {}): HostImage {
    return new Distribution(options, {
      name: 'Debian 13',
      java: new Map([21, 25].map((version) => [version, `openjdk-${version}-jre-headless`])),
      stream: 'libnginx-mod-stream',
      sessionManager: false,
      parameter: '/aws/service/debian/release/13/latest/',
      architectures: { x86: 'amd64', arm: 'arm64' },
    });
  }

  /**
   * An AMI of your own, such as a hardened one of your company. It must have systemd, cloud-init and Python 3.9 or newer, and be of
   * the instance type's architecture.
   *
   * @param machineImage such as `MachineImage.genericLinux({ 'eu-central-1': 'ami-...' })` or `MachineImage.lookup(...)`
   */
  public static custom(machineImage: IMachineImage, options: CustomImageOptions = {}): HostImage {
    checkKinds({ machineImage, ...options }, CUSTOM_IMAGE_KINDS);
    return new CustomImage(machineImage, options);
  }

  /**
   * Says what a host is started from. The host calls it once.
   *
   * @param scope the host
   */
  public abstract bind(scope: Construct, options: HostImageBindOptions): HostImageConfig;
}

interface DistributionFacts {
  readonly name: string;
  /** Long-term Java versions and the packages that bring them. */
  readonly java: ReadonlyMap<number, string>;
  /** The package of nginx's stream module. */
  readonly stream: string;
  readonly sessionManager: boolean;
  /** The public parameter of the newest AMI, without the architecture's name. */
  readonly parameter: string;
  readonly architectures: { readonly x86: string; readonly arm: string };
}

class Distribution extends HostImage {
  constructor(
    private readonly options: HostImageOptions,
    private readonly facts: DistributionFacts,
  ) {
    super();
  }

  public override bind(scope: Construct, options: HostImageBindOptions): HostImageConfig {
    const { name, java, stream, sessionManager, parameter, architectures } = this.facts;
    const arm = options.architecture === InstanceArchitecture.ARM_64;
    const parameterName = parameter + (arm ? architectures.arm : architectures.x86);
    return {
      machineImage: cached(scope, name, this.options.cachedInContext)
        ? { getImage: (reader) => ({ imageId: keptImage(reader, parameterName), osType, userData: UserData.forLinux() }) }
        : MachineImage.fromSsmParameter(parameterName, { os: osType }),
      packages: [
        'nginx',
        ...(options.needsStream ? [stream] : []),
        'logrotate',
        ...(options.needsJava ? [java.get(javaVersionFor(options, name, [...java.keys()]))!] : []),
      ],
      sessionManager,
    };
  }
}

class CustomImage extends HostImage {
  constructor(
    private readonly machineImage: IMachineImage,
    private readonly options: CustomImageOptions,
  ) {
    super();
  }

  public override bind(_scope: Construct, options: HostImageBindOptions): HostImageConfig {
    const { packages, javaVersion, rootDevice, sessionManager = true } = this.options;
    if (options.needsJava && javaVersion !== undefined) {
      javaVersionFor(options, 'the custom image', [javaVersion]);
    }
    return { machineImage: this.machineImage, packages, rootDevice, sessionManager };
  }
}

const osType = OperatingSystemType.LINUX;

/** As `StringParameter.valueFromLookup`, which stands in with a text that is no AMI's id, so that CDK's own validation warns of it. */
function keptImage(scope: Construct, parameterName: string): string {
  const { value } = ContextProvider.getValue(scope, { provider: 'ssm', props: { parameterName }, dummyValue: 'ami-0123456789abcdef0' });
  return value as string;
}

/** Whether cdk.context.json keeps the AMI: CDK can look up only where it knows account and region. */
function cached(scope: Construct, name: string, asked: boolean | undefined): boolean {
  const { account, region } = Stack.of(scope);
  const known = !Token.isUnresolved(account) && !Token.isUnresolved(region);
  if (asked === true && !known) {
    throw refusal('cachedInContext is true, but the stack has no explicit account and region to look the AMI up in: give the stack an env');
  }
  if (asked === undefined && !known) {
    Annotations.of(scope).addWarningV2(
      'cdk-spring-websocket:newestImage',
      `the stack has no explicit account and region, so every deployment takes the newest AMI of ${name}, and any deployment may ` +
        'replace the host and close its sockets: give the stack an env (and synthesize with credentials if it takes them from ' +
        'CDK_DEFAULT_ACCOUNT), or set cachedInContext of the HostImage to false if that is what you want',
    );
  }
  return asked ?? known;
}
