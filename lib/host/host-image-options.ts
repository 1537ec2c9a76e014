import type { InstanceArchitecture, IMachineImage } from 'aws-cdk-lib/aws-ec2';

/** Which AMI of an operating system is taken. */
export interface HostImageOptions {
  /**
   * Keep the AMI that the first synthesis looked up in cdk.context.json, until `cdk context --reset` takes the newest.
   *
   * With `false` every deployment takes the newest AMI, so that any deployment may replace the hosts and close their sockets.
   *
   * @default - true in a stack with an explicit account and region; else false, with a warning
   */
  readonly cachedInContext?: boolean;
}

/** An AMI of your own. */
export interface CustomImageOptions {
  /**
   * What the package manager (dnf or apt) installs at the first boot, such as `['nginx', 'java-21-amazon-corretto-headless']`.
   *
   * @default - nothing: the AMI has `/usr/sbin/nginx`, logrotate and `/usr/bin/java`
   */
  readonly packages?: string[];

  /**
   * The Java version in the AMI or among the packages. An application that needs a newer one is refused at synthesis.
   *
   * @default - not checked
   */
  readonly javaVersion?: number;

  /**
   * The name of the AMI's root device (`RootDeviceName` of `aws ec2 describe-images`). With another one's name the host would get
   * a second disk, and the root disk would be as large as the AMI says.
   *
   * @default '/dev/xvda'
   */
  readonly rootDevice?: string;

  /**
   * Whether the AMI has the SSM Agent, so that the role gets the permissions of Session Manager.
   *
   * @default true
   */
  readonly sessionManager?: boolean;
}

/** What a host asks of its operating system. */
export interface HostImageBindOptions {
  /** The processor architecture of the instance type. */
  readonly architecture: InstanceArchitecture;

  /** Whether the application runs on the host, not on another machine. */
  readonly needsJava: boolean;

  /**
   * Whether nginx relays to a broker, for which it needs its stream module.
   *
   * @default false
   */
  readonly needsStream?: boolean;

  /**
   * The `javaVersion` of the application's options.
   *
   * @default - none is asked for
   */
  readonly javaVersion?: number;

  /**
   * The Java version that the classes of the jar need.
   *
   * @default - not known at synthesis
   */
  readonly classesJavaVersion?: number;
}

/** What a host is started from. */
export interface HostImageConfig {
  /** The AMI. It must have systemd, cloud-init and Python 3.9 or newer. */
  readonly machineImage: IMachineImage;

  /**
   * What the package manager installs at the first boot, unless the AMI has them: nginx, its stream module for a broker relay,
   * logrotate and Java.
   *
   * @default - nothing
   */
  readonly packages?: string[];

  /**
   * The name of the AMI's root device.
   *
   * @default '/dev/xvda'
   */
  readonly rootDevice?: string;

  /**
   * Whether the AMI has the SSM Agent, so that the role gets the permissions of Session Manager.
   *
   * @default false
   */
  readonly sessionManager?: boolean;
}
