import type { Duration } from 'aws-cdk-lib';
import type { AppSecret } from './app-secret';

/** What an application may need around it. */
export interface SpringAppOptions {
  /**
   * Environment variables. Values may come from other resources, such as a database's address.
   *
   * They stand in the template and in user data: passwords belong into `secrets`. The value of a secret is refused here.
   *
   * @default - none
   */
  readonly environment?: Record<string, string>;

  /**
   * Spring properties by their own names, such as `spring.jpa.open-in-view`. They win over the jar's own.
   *
   * @default - none
   */
  readonly properties?: Record<string, string>;

  /**
   * Environment variables whose values the host fetches when it starts.
   *
   * @default - none
   */
  readonly secrets?: Record<string, AppSecret>;

  /**
   * Further options of the Java virtual machine, such as `-Duser.timezone=UTC`. They come after ours and win.
   *
   * @default - none
   */
  readonly jvmOptions?: string[];

  /**
   * The Java that the host installs, such as 21.
   *
   * @default - the lowest long-term version of the image that runs the jar's classes; 21 for a jar that synthesis cannot see
   */
  readonly javaVersion?: number;

  /**
   * How long the application may take from its start to its first good handshake, migrations included.
   *
   * Drives the deployment's signal timeout and the group's grace period.
   *
   * @default Duration.minutes(5)
   */
  readonly startTimeout?: Duration;

  /**
   * A path that answers 200 while the application lives, such as `/actuator/health/liveness`.
   *
   * Asked in addition to the handshake, which always is. Name no path that fails with a dependency: a
   * database's outage would then replace every host.
   *
   * @default - the handshake alone
   */
  readonly healthPath?: string;

  /**
   * `management.server.port`: where `healthPath` is served when it has a port of its own.
   *
   * @default - the application's port
   */
  readonly managementPort?: number;

  /**
   * Whether the host adds its companion, a small jar, to the application's class path. With it Tomcat listens on a Unix socket
   * besides its port, which takes less CPU of the host. docs/security.md says what else it does, and how to switch off its parts.
   *
   * @default true
   */
  readonly companion?: boolean;
}

/** Where an application on another machine listens. */
export interface RemoteAppOptions {
  /**
   * Its port.
   *
   * @default 8080
   */
  readonly port?: number;

  /**
   * How long it may take to answer the first handshake.
   *
   * @default Duration.minutes(5)
   */
  readonly startTimeout?: Duration;
}

/** How a project is built at synthesis, and what its application needs around it. */
export interface SpringAppBuildOptions extends SpringAppOptions {
  /**
   * The folder of the application's own module, from the project's folder, such as `chat` or `apps/chat`.
   *
   * @default - the project has no modules
   */
  readonly module?: string;

  /**
   * Further arguments of the build tool, such as `['-Pproduction']`.
   *
   * @default - none
   */
  readonly buildArguments?: string[];
}

/** A jar in S3, in the region of the hosts. */
export interface JarLocation {
  /** The name of the bucket. */
  readonly bucket: string;

  /** The key of the object. Hosts are replaced when it changes. */
  readonly key: string;
}

/** Where an application is: its jar, or its address on another machine. */
export interface SpringAppConfig {
  /**
   * The executable jar, which the hosts may read.
   *
   * @default - the application is at `address`
   */
  readonly jar?: JarLocation;

  /**
   * The Java version that the classes of the jar need.
   *
   * @default - not known: the image's usual one
   */
  readonly classesJavaVersion?: number;

  /**
   * Whether the jar's web server can listen on a Unix socket besides its port, as Tomcat can. nginx tries the socket first then.
   *
   * @default - the host looks into the jar
   */
  readonly unixSocket?: boolean;

  /**
   * The IP address or host name of another machine, on which the application runs.
   *
   * @default - it runs on the hosts, from `jar`
   */
  readonly address?: string;

  /**
   * The application's port at `address`.
   *
   * @default 8080
   */
  readonly port?: number;
}
