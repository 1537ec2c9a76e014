import { Duration, Stack, Token } from 'aws-cdk-lib';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { SPRING_BOOT_PORT } from '../chain/conventions';
import { signalSeconds } from '../chain/timeouts';
import { checkAddress, checkEnvironment, checkHealthPath, checkJvmOptions, checkPort } from './checks';
import { findJar, type BootJar } from './jar';
import { allowObject } from './read-object';
import { uploadedFile, type UploadedFile } from './uploaded-file';
import type { RemoteAppOptions, SpringAppOptions } from './spring-app-options';

/** @internal What the host is told about the application. */
export interface BoundApp {
  readonly address: string;
  readonly port: number;
  readonly remote: boolean;
  readonly jar?: UploadedFile;
}

/** The Spring Boot application that nginx leads to. */
export class SpringApp {
  /**
   * A jar on this machine, uploaded with the deployment.
   *
   * @param path the executable jar, or a folder such as `target` or `build/libs` that holds exactly one
   */
  public static fromJar(path: string, options: SpringAppOptions = {}): SpringApp {
    const jar = findJar(path);
    return new SpringApp(options, jar, (scope, grantee) => local(uploadedFile(scope, 'Jar', jar.file, grantee)));
  }

  /**
   * A jar that a build has put into a bucket. A new version needs a new key: hosts are replaced when the
   * reference changes, not when the object does.
   */
  public static fromBucket(bucket: IBucket, key: string, options: SpringAppOptions = {}): SpringApp {
    if (key === '' || key.startsWith('/')) {
      throw new Error(`key is '${key}': write the object's key without a leading slash, such as 'releases/chat-1.2.0.jar'`);
    }
    if (!Token.isUnresolved(key) && /[*?]/.test(key)) {
      throw new Error(`key is '${key}': name one object, a policy would take * and ? for any`);
    }
    return new SpringApp(options, undefined, (scope, grantee) => {
      checkRegion(scope, bucket);
      allowObject(grantee, bucket, key);
      return local({ bucket: bucket.bucketName, key });
    });
  }

  /** An application that runs on another machine; the host is then a pure nginx proxy in front of it. */
  public static atAddress(address: string, options: RemoteAppOptions = {}): SpringApp {
    const port = options.port ?? 8080;
    checkAddress(address);
    checkPort('port', port);
    return new SpringApp({ startTimeout: options.startTimeout }, undefined, () => ({ address, port, remote: true }), true);
  }

  /** @internal */
  public readonly _options: SpringAppOptions;
  /** @internal What a look into the jar told, when synthesis can see it. */
  public readonly _jar?: BootJar;
  /** @internal */
  public readonly _remote: boolean;
  private readonly source: (scope: Construct, grantee: IGrantable) => BoundApp;

  private constructor(options: SpringAppOptions, jar: BootJar | undefined, source: (scope: Construct, grantee: IGrantable) => BoundApp, remote = false) {
    checkEnvironment(options);
    checkJvmOptions(options.jvmOptions ?? []);
    checkHealthPath(options.healthPath);
    if (options.managementPort !== undefined) {
      checkPort('managementPort', options.managementPort);
    }
    this._options = options;
    this._jar = jar;
    this._remote = remote;
    this.source = source;
    signalSeconds(this._startSeconds); // refuses what CloudFormation cannot wait for
  }

  /** @internal */
  public get _startSeconds(): number {
    return (this._options.startTimeout ?? Duration.minutes(5)).toSeconds();
  }

  /** @internal Makes the asset, lets the host read it and says where it is. */
  public _bind(scope: Construct, grantee: IGrantable): BoundApp {
    return this.source(scope, grantee);
  }
}

/** The host asks S3 in its own region, where a bucket of another one is not. */
function checkRegion(scope: Construct, bucket: IBucket): void {
  const { region } = Stack.of(scope);
  if (!Token.isUnresolved(region) && !Token.isUnresolved(bucket.env.region) && bucket.env.region !== region) {
    throw new Error(`the jar's bucket is in ${bucket.env.region}, but the host in ${region}: let the build copy the jar to a bucket in ${region} too`);
  }
}

/** Runs on the host itself. */
function local(jar: UploadedFile): BoundApp {
  return { address: '127.0.0.1', port: SPRING_BOOT_PORT, remote: false, jar };
}
