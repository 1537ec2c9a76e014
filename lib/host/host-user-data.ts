import { type IResolvable, type IResolveContext, Lazy, Stack, Token } from 'aws-cdk-lib';
import { MultipartBody, MultipartUserData } from 'aws-cdk-lib/aws-ec2';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { NGINX_PORT, USER_DATA_DONE_FILE } from '../chain/conventions';
import type { Directive } from '../nginx/directives';
import type { Sizing } from '../nginx/sizing';
import type { RouteFacts } from '../spring/route';
import type { BoundApp } from '../spring/spring-app';
import type { SpringAppOptions } from '../spring/spring-app-options';
import type { SpringUnit } from '../spring/spring-unit';
import { cloudConfig, isPrintable, tooLarge, USER_DATA_LIMIT } from './cloud-config';
import type { AttachedIngress, DeployedRoute, Deployment } from './deployment';
import { hostFiles } from './host-files';

/** What a host's user data is made from. */
export interface HostUserDataProps {
  readonly agent: Deployment['agent'];
  readonly app: BoundApp;
  readonly startSeconds: number;
  readonly options: SpringAppOptions;
  readonly routes: readonly RouteFacts[];
  readonly packages: readonly string[];
  readonly sizing: Sizing;
  readonly http: readonly Directive[];
  readonly server: readonly Directive[];
  readonly grantee: IGrantable;
  readonly deploymentLog: ILogGroup;
  readonly logGroup?: ILogGroup;
  /** The group's logical id, by which the host signals. */
  readonly resource: () => string;
  /** Known once an ingress is made. */
  readonly ingress: () => AttachedIngress | undefined;
}

/** Characters that a value known only on AWS may turn out to have: ARNs of target groups and load balancers are the longest. */
const TOKEN_LENGTH = 150;

/** The user data: a cloud-config document, and the consumer's own shell commands as a second part. */
export class HostUserData {
  public readonly userData: MultipartUserData;
  private readonly files: ReturnType<typeof hostFiles>;
  private readonly commands: string[] = [];
  private readonly scope: Construct;

  constructor(scope: Construct, props: HostUserDataProps) {
    this.scope = scope;
    const { app, options } = props;
    const secrets = Object.fromEntries(Object.entries(options.secrets ?? {}).map(([name, secret]) => [name, secret._bind(props.grantee)]));
    const routes = props.routes.map((route) => deployedRoute(route, props.grantee));
    const deployment = Token.asString(this.json(() => this.deployment(props, secrets, routes)));
    this.files = hostFiles({
      site: { routes: props.routes.map(({ location }) => location), sizing: props.sizing, remote: app.remote, http: props.http, server: props.server },
      spring: app.remote ? undefined : springUnit(props),
      deployment: `${deployment}\n`,
    });
    const body = cloudConfig({ packages: props.packages, files: this.files });
    this.userData = new MultipartUserData();
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

  /** Errors that show only when everything is known. */
  public validate(): string[] {
    const bytes = length(Stack.of(this.scope).resolve(this.userData.render()));
    if (bytes <= USER_DATA_LIMIT) {
      return [];
    }
    const parts = new Map(this.files.map(({ path, content }) => [path.split('/').pop()!, length(Stack.of(this.scope).resolve(content))]));
    return [tooLarge(bytes, parts.set('commands of addUserData', length(this.commands.join('\n'))))];
  }

  /** A command that fails ends the script, and the gate misses the mark that its last line would have set. */
  private script(): string {
    return ['#!/bin/bash', 'set -e', ...this.commands, `install -D /dev/null /${USER_DATA_DONE_FILE}`, ''].join('\n');
  }

  private encodedScript(): string {
    const mixed = this.commands.find((command) => Token.isUnresolved(command));
    if (mixed !== undefined) {
      throw new Error(
        `addUserData has values known only on AWS and, in another command or the same, characters beyond printable ASCII: write those as $'\\u00e9', as bash reads them`,
      );
    }
    return Buffer.from(this.script()).toString('base64');
  }

  /**
   * In ASCII alone: cloud-init reads the parts as mail and loses a document that has anything else. Resolved in the
   * context of who asks, because CDK looks there for references to other stacks.
   */
  private json(deployment: () => Deployment): IResolvable {
    const escaped = (part: unknown) => (typeof part === 'string' ? part.replace(/[^\t\n\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`) : part);
    const produce = (context: IResolveContext): unknown => {
      const resolved: unknown = context.resolve(Stack.of(this.scope).toJsonString(deployment()));
      const join = (resolved as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join'];
      return join ? { 'Fn::Join': [join[0], join[1].map(escaped)] } : escaped(resolved);
    };
    return Lazy.uncachedAny({ produce });
  }

  private deployment(props: HostUserDataProps, secrets: Deployment['secrets'], routes: DeployedRoute[]): Deployment {
    const ingress = props.ingress();
    const { app, options, logGroup } = props;
    return {
      agent: props.agent,
      app: { ...app, startTimeoutSeconds: props.startSeconds, healthPath: options.healthPath, managementPort: options.managementPort },
      environment: options.environment ?? {},
      properties: options.properties ?? {},
      secrets,
      routes,
      host: ingress?.host ?? '',
      scheme: ingress?.scheme ?? 'https',
      stack: Stack.of(this.scope).stackId,
      resource: props.resource(),
      targetGroup: ingress?.targetGroupArn ?? '',
      targetPort: NGINX_PORT,
      logGroup: props.deploymentLog.logGroupName,
      ...(logGroup ? { shippedLogs: { logGroup: logGroup.logGroupName } } : {}),
      userData: this.commands.length > 0,
    };
  }
}

function springUnit({ sizing, options }: HostUserDataProps): SpringUnit {
  const variables = [...Object.keys(options.environment ?? {}), ...Object.keys(options.secrets ?? {})];
  return { sizing, jvmOptions: options.jvmOptions ?? [], managementPort: options.managementPort, variables };
}

function deployedRoute({ kind, path, handshakePath, handshake }: RouteFacts, grantee: IGrantable): DeployedRoute {
  if (!handshake) {
    return { kind, path, handshakePath };
  }
  return { kind, path, handshakePath, handshake: { [handshake._place]: handshake._name, secret: handshake._secret._bind(grantee) } };
}

/** Bytes of a resolved text, with room for what AWS fills in. */
function length(resolved: unknown): number {
  if (typeof resolved === 'string') {
    return Buffer.byteLength(resolved);
  }
  const join = (resolved as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join'];
  return join ? join[1].reduce<number>((sum, part) => sum + length(part), 0) : TOKEN_LENGTH;
}

