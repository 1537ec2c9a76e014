import { Duration, Stack, Token } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { signalSeconds } from '../chain/timeouts';
import { type BuildTool, builtJar, GRADLE, MAVEN } from './build';
import { checkAddress, checkEnvironment, checkHealthPath, checkJvmOptions, checkPort } from './checks';
import { findJar, type BootJar } from './jar';
import { warnOfJar } from './jar-warnings';
import { allowObject } from './read-object';
import { checkKinds, DURATION, FLAG, listOf, mapOf, NUMBER, TEXT, withMember } from './prop-kinds';
import { refusal } from './refusal';
import { refuseSecrets } from './secret-text';
import type { RelayFacts } from './sharing/relay-sentences';
import { warnOfRelay, warnOfUnreadRelay } from './sharing/warn-of-relay';
import type { SharingAnswers } from './sharing/sentences';
import { warnOfSharing, warnOfUnread } from './sharing/warn-of-sharing';
import type { RemoteAppOptions, SpringAppBuildOptions, SpringAppConfig, SpringAppOptions } from './spring-app-options';
import { uploadedFile, uploadedText } from './uploaded-file';

const OPTION_KINDS = {
  optional: {
    environment: mapOf(TEXT),
    properties: mapOf(TEXT),
    secrets: mapOf(withMember('_bind', 'AppSecret.fromSecretsManager(secret)')),
    jvmOptions: listOf(TEXT),
    javaVersion: NUMBER,
    startTimeout: DURATION,
    companion: FLAG,
    healthPath: TEXT,
    managementPort: NUMBER,
  },
};
const BUCKET_KINDS = { required: { bucket: withMember('bucketName', 'a bucket, such as Bucket.fromBucketName(...)'), key: TEXT } };
const PROJECT_KINDS = { required: { directory: TEXT }, optional: { module: TEXT, buildArguments: listOf(TEXT) } };

/** The Spring Boot application that nginx leads to. */
export abstract class SpringApp {
  /**
   * A jar on this machine, uploaded with the deployment. It is read when the host is made, but not for commands that need no assets,
   * such as `cdk ls` or `cdk destroy`.
   *
   * @param path the executable jar, or a folder such as `target` or `build/libs` that holds exactly one
   */
  public static fromJar(path: string, options: SpringAppOptions = {}): SpringApp {
    checkKinds({ path }, { required: { path: TEXT } });
    return new LocalApp(options, () => findJar(path, refusal));
  }

  /**
   * A Maven project, which `mvnw package`, or `mvn package` without a wrapper, builds at synthesis. Tests are not run. Nothing is
   * built for commands that need no assets, such as `cdk ls` or `cdk destroy`.
   *
   * @param directory the folder with pom.xml; of several modules the outermost, and the application's own as `module`
   */
  public static fromMaven(directory: string, options: SpringAppBuildOptions = {}): SpringApp {
    return fromProject(MAVEN, directory, options);
  }

  /**
   * A Gradle project, which `gradlew bootJar`, or `gradle bootJar` without a wrapper, builds at synthesis. Nothing is built for
   * commands that need no assets, such as `cdk ls` or `cdk destroy`.
   *
   * @param directory the folder with the settings of Gradle; with several projects the root, and the application's own as `module`
   */
  public static fromGradle(directory: string, options: SpringAppBuildOptions = {}): SpringApp {
    return fromProject(GRADLE, directory, options);
  }

  /**
   * A jar that a build has put into a bucket. A new version needs a new key: hosts are replaced when the
   * reference changes, not when the object does.
   */
  public static fromBucket(bucket: IBucket, key: string, options: SpringAppOptions = {}): SpringApp {
    checkKinds({ bucket, key }, BUCKET_KINDS);
    if (key === '' || key.startsWith('/')) {
      throw refusal(`key is '${key}': write the object's key without a leading slash, such as 'releases/chat-1.2.0.jar'`);
    }
    if (!Token.isUnresolved(key) && /[*?]/.test(key)) {
      throw refusal(`key is '${key}': name one object, a policy would take * and ? for any`);
    }
    return new BucketApp(options, bucket, key);
  }

  /** An application that runs on another machine; the host is then a pure nginx proxy in front of it. */
  public static atAddress(address: string, options: RemoteAppOptions = {}): SpringApp {
    checkKinds({ address, ...options }, { required: { address: TEXT }, optional: { port: NUMBER } });
    const port = options.port ?? 8080;
    checkAddress(address);
    checkPort('port', port);
    return new RemoteApp(address, port, options);
  }

  /** @internal */
  public readonly _options: SpringAppOptions;

  protected constructor(options: SpringAppOptions = {}) {
    checkKinds(options, OPTION_KINDS);
    refuseSecrets(options);
    checkEnvironment(options);
    checkJvmOptions(options.jvmOptions ?? []);
    checkHealthPath(options.healthPath);
    if (options.managementPort !== undefined) {
      checkPort('managementPort', options.managementPort);
    }
    this._options = options;
    signalSeconds(this._startSeconds, 0, refusal); // refuses what CloudFormation cannot wait for
  }

  /** @internal */
  public get _startSeconds(): number {
    return (this._options.startTimeout ?? Duration.minutes(5)).toSeconds();
  }

  /**
   * Says where the application is, and lets the hosts read its jar. The host calls it once.
   *
   * @param scope the host
   * @param grantee the hosts' role
   */
  public abstract bind(scope: Construct, grantee: IGrantable): SpringAppConfig;

  /** @internal Looks for what several hosts, which share messages over an engine, would do otherwise than one. */
  public _warnOfSharing(scope: Construct, _: SharingAnswers): void {
    warnOfUnread(scope, UNREAD);
  }

  /** @internal Looks for what a broker relay needs. */
  public _warnOfRelay(scope: Construct, _: RelayFacts): void {
    warnOfUnreadRelay(scope, UNREAD);
  }
}

const UNREAD = 'the jar is not on this machine';

/** A jar that is on this machine, or will be once it is asked for. */
class LocalApp extends SpringApp {
  /** Known once it is bound, but not for commands that need no assets. */
  private file?: string;

  constructor(
    options: SpringAppOptions,
    private readonly jar: () => BootJar,
  ) {
    super(options);
  }

  public override bind(scope: Construct, grantee: IGrantable): SpringAppConfig {
    if (!Stack.of(scope).bundlingRequired) {
      return { jar: uploadedText(scope, 'Jar', 'Synthesized for a command that needs no assets.', grantee, 'jar'), unixSocket: true };
    }
    const jar = this.jar();
    warnOfJar(scope, jar, this._options.companion !== false);
    const unixSocket = jar.server === undefined || jar.server === 'Tomcat';
    this.file = jar.file;
    return { jar: uploadedFile(scope, 'Jar', jar.file, grantee), classesJavaVersion: jar.javaVersion, unixSocket };
  }

  /** @internal */
  public override _warnOfSharing(scope: Construct, answers: SharingAnswers): void {
    if (this.file !== undefined) warnOfSharing(scope, this.file, answers);
  }

  /** @internal */
  public override _warnOfRelay(scope: Construct, facts: RelayFacts): void {
    if (this.file !== undefined) warnOfRelay(scope, this.file, facts);
  }
}

function fromProject(tool: BuildTool, directory: string, { module, buildArguments = [], ...options }: SpringAppBuildOptions): SpringApp {
  checkKinds({ directory, module, buildArguments }, PROJECT_KINDS);
  return new LocalApp(options, () => builtJar(tool, { directory, module, buildArguments }));
}

class BucketApp extends SpringApp {
  constructor(
    options: SpringAppOptions,
    private readonly bucket: IBucket,
    private readonly key: string,
  ) {
    super(options);
  }

  public override bind(scope: Construct, grantee: IGrantable): SpringAppConfig {
    const { region } = Stack.of(scope);
    const { bucketName, env } = this.bucket;
    if (!Token.isUnresolved(region) && !Token.isUnresolved(env.region) && env.region !== region) {
      throw refusal(
        `the jar's bucket is in ${env.region}, but the host in ${region}, where it asks S3: ` +
          `let the build copy the jar to a bucket in ${region} too`,
      );
    }
    allowObject(grantee, this.bucket, this.key);
    return { jar: { bucket: bucketName, key: this.key } };
  }
}

class RemoteApp extends SpringApp {
  constructor(
    private readonly address: string,
    private readonly port: number,
    { startTimeout }: RemoteAppOptions,
  ) {
    super({ startTimeout });
  }

  public override bind(): SpringAppConfig {
    return { address: this.address, port: this.port };
  }
}
