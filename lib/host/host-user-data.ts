import { type CfnResource, Lazy, Stack, Token } from 'aws-cdk-lib';
import { MultipartBody } from 'aws-cdk-lib/aws-ec2';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { NGINX_PORT, USER_DATA_DONE_FILE } from '../chain/conventions';
import type { Directive } from '../nginx/directives';
import type { Sizing } from '../nginx/sizing';
import type { HostMetric } from '../operations/host-metrics';
import type { RouteFacts } from '../spring/route';
import type { BoundApp } from '../spring/bound-app';
import type { SpringAppOptions } from '../spring/spring-app-options';
import { refusal } from '../spring/refusal';
import type { SpringUnit } from '../spring/spring-unit';
import { uploadedText } from '../spring/uploaded-file';
import { asciiJson } from './ascii-json';
import { cloudConfig, isPrintable, tooLarge, USER_DATA_LIMIT } from './cloud-config';
import type { AttachedIngress, DeployedRoute, Deployment, SettingsElsewhere } from './deployment';
import { hostFiles } from './host-files';
import type { DeployedMessaging } from './host-messaging';
import type { DeployedRelay } from './host-relay';
import { length } from './joined';
import { isEmpty, NO_SETTINGS, type Settings, settingsThat } from './settings';
import { settingsInParameters } from './settings-parameters';
import { UserDataLines } from './user-data-lines';

/** What a host's user data is made from. */
export interface HostUserDataProps {
  readonly agent: Deployment['agent'];
  readonly app: BoundApp;
  readonly startSeconds: number;
  readonly options: SpringAppOptions;
  readonly routes: readonly RouteFacts[];
  readonly packages: readonly string[];
  readonly sizing: Sizing;
  readonly unixSocket: boolean | 'unknown';
  readonly http: readonly Directive[];
  readonly server: readonly Directive[];
  readonly grantee: IGrantable;
  /** May read the application's secrets. */
  readonly secretsGrantee: (index: number) => IGrantable;
  readonly deploymentLog: ILogGroup;
  readonly logGroup?: ILogGroup;
  readonly redeploy?: string;
  readonly messaging: () => DeployedMessaging | undefined;
  /** How the broker of the relay proves who it is, where there is one. */
  readonly broker?: { readonly tls: boolean; readonly caCertificate?: string };
  readonly relay: () => DeployedRelay | undefined;
  readonly metrics: () => readonly HostMetric[];
  readonly rollback: () => Deployment['rollback'];
  /** The group's logical id, by which the host signals. */
  readonly resource: () => string;
  /** Known once an ingress is made. */
  readonly ingress: () => AttachedIngress | undefined;
}

/** The user data: a cloud-config document, and the consumer's own shell commands as a second part. */
export class HostUserData {
  public readonly userData = new UserDataLines();
  private readonly files: ReturnType<typeof hostFiles>;
  public readonly commands: string[] = [];
  private readonly scope: Construct;
  private settings: Settings;
  private elsewhere?: SettingsElsewhere;

  constructor(scope: Construct, props: HostUserDataProps) {
    this.scope = scope;
    const { app, options } = props;
    const { environment = {}, properties = {}, secrets = {} } = options;
    const bound = Object.entries(secrets).map(([name, secret], index) => [name, secret._bind(props.secretsGrantee(index))]);
    this.settings = { environment, properties, secrets: Object.fromEntries(bound) as Settings['secrets'] };
    const routes = props.routes.map((route) => deployedRoute(route, props.grantee));
    const deployment = Token.asString(asciiJson(scope, () => this.deployment(props, routes)));
    this.files = hostFiles({
      site: {
        routes: props.routes.map(({ location }) => location),
        sizing: props.sizing,
        remote: app.remote,
        unixSocket: props.unixSocket,
        http: props.http,
        server: props.server,
        relay: props.broker && { tls: props.broker.tls },
      },
      brokerCa: props.broker?.caCertificate,
      spring: app.remote ? undefined : springUnit(props),
      deployment: `${deployment}\n`,
    });
    const body = cloudConfig({ packages: props.packages, files: this.files });
    this.userData.addPart(MultipartBody.fromRawBody({ contentType: 'text/cloud-config; charset="utf-8"', body }));
  }

  /** Adds to the consumer's own part, which begins with the first command. */
  public addCommands(...commands: string[]): void {
    if (this.commands.length === 0 && commands.length > 0) {
      const transferEncoding = Lazy.string({ produce: () => (isPrintable(this.script()) ? '7bit' : 'base64') });
      const body = Lazy.string({ produce: () => (isPrintable(this.script()) ? this.script() : this.encodedScript()) });
      this.userData.addPart(MultipartBody.fromRawBody({ contentType: 'text/x-shellscript; charset="utf-8"', transferEncoding, body }));
    }
    this.commands.push(...commands);
  }

  /**
   * Moves settings that user data has no room for: those that synthesis knows into an asset and, where that is not enough, the others
   * into parameters. What it made that must exist before a host.
   */
  public makeRoom(reader: IGrantable): CfnResource[] {
    const known = settingsThat(this.settings, { known: true });
    if (this.bytes() > USER_DATA_LIMIT && !isEmpty(known)) {
      this.settings = settingsThat(this.settings, { known: false });
      this.elsewhere = { file: uploadedText(this.scope, 'Settings', JSON.stringify(known, null, 2), reader) };
    }
    if (this.bytes() <= USER_DATA_LIMIT || isEmpty(this.settings)) {
      return [];
    }
    const stored = settingsInParameters(this.scope, this.settings, reader);
    this.settings = NO_SETTINGS;
    this.elsewhere = { ...this.elsewhere, parameters: stored.facts };
    return [...stored.parameters];
  }

  /** Errors that show only when everything is known. */
  public validate(): string[] {
    const bytes = this.bytes();
    if (bytes <= USER_DATA_LIMIT) {
      return [];
    }
    const parts = new Map(this.files.map(({ path, content }) => [path.split('/').pop()!, length(Stack.of(this.scope).resolve(content))]));
    return [tooLarge(bytes, parts.set('commands of addUserData', length(this.commands.join('\n'))))];
  }

  private bytes(): number {
    return length(Stack.of(this.scope).resolve(this.userData.render()));
  }

  /** A command that fails ends the script, and the gate misses the mark that its last line would have set. */
  private script(): string {
    return ['#!/bin/bash', 'set -e', ...this.commands, `install -D /dev/null /${USER_DATA_DONE_FILE}`, ''].join('\n');
  }

  private encodedScript(): string {
    const mixed = this.commands.find((command) => Token.isUnresolved(command));
    if (mixed !== undefined) {
      throw refusal(
        'addUserData has values known only on AWS and, in another command or the same, ' +
          "characters beyond printable ASCII: write those as $'\\u00e9', as bash reads them",
      );
    }
    return Buffer.from(this.script()).toString('base64');
  }

  private deployment(props: HostUserDataProps, routes: DeployedRoute[]): Deployment {
    const ingress = props.ingress();
    const { app, options, logGroup } = props;
    const metrics = props.metrics();
    return {
      agent: props.agent,
      app: {
        ...app,
        startTimeoutSeconds: props.startSeconds,
        healthPath: options.healthPath,
        managementPort: options.managementPort,
        companion: options.companion,
      },
      ...this.settings,
      ...(this.elsewhere ? { settings: this.elsewhere } : {}),
      routes,
      host: ingress?.host ?? '',
      scheme: ingress?.scheme ?? 'https',
      stack: Stack.of(this.scope).stackId,
      resource: props.resource(),
      targetGroup: ingress?.targetGroupArn ?? '',
      targetPort: NGINX_PORT,
      logGroup: props.deploymentLog.logGroupName,
      ...(logGroup ? { shippedLogs: { logGroup: logGroup.logGroupName } } : {}),
      messaging: props.messaging(),
      relay: props.relay(),
      ...(metrics.length > 0 ? { metrics } : {}),
      rollback: props.rollback(),
      redeploy: props.redeploy,
      userData: this.commands.length > 0,
    };
  }
}

function springUnit({ sizing, options, routes }: HostUserDataProps): SpringUnit {
  const idleSeconds = Math.max(...routes.map((route) => route.idleSeconds));
  const variables = [...Object.keys(options.environment ?? {}), ...Object.keys(options.secrets ?? {})];
  return { sizing, idleSeconds, jvmOptions: options.jvmOptions ?? [], managementPort: options.managementPort, variables };
}

function deployedRoute({ kind, path, handshakePath, handshake }: RouteFacts, grantee: IGrantable): DeployedRoute {
  if (!handshake) {
    return { kind, path, handshakePath };
  }
  return { kind, path, handshakePath, handshake: { [handshake._place]: handshake._name, secret: handshake._secret._bind(grantee) } };
}
