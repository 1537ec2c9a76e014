import type { Duration } from 'aws-cdk-lib';
import type { AppSecret } from './app-secret';

/** What an application may need around it. */
export interface SpringAppOptions {
  /**
   * Environment variables. Values may come from other resources, such as a database's address.
   *
   * They stand in the template and in user data: passwords belong into `secrets`.
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
