import { AspectPriority, Aspects, type CfnResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import type { Alarm, IAlarm, Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { Connections, type IConnectable, type ISecurityGroup, type IVpc, type LaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { type IGrantable, type IPrincipal, type IRole, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct, type IConstruct } from 'constructs';
import { signalSeconds } from '../chain/timeouts';
import type { MessagingConfig } from '../messaging/messaging-options';
import { parseSnippet } from '../nginx/snippet';
import type { ObservedHost } from '../operations/dashboard';
import { hostMetric } from '../operations/host-metrics';
import type { HostMetricName } from '../operations/metrics';
import { PublishedMetrics } from '../operations/published-metrics';
import { ServiceAlarms } from '../operations/service-alarms';
import { relayAlarm } from '../operations/relay-alarm';
import { SavedQueries } from '../operations/saved-queries';
import { checkKinds } from '../spring/prop-kinds';
import { refusal } from '../spring/refusal';
import { Route } from '../spring/route';
import { bindApp } from '../spring/bound-app';
import { uploadedFile } from '../spring/uploaded-file';
import { agentFolder } from './agent-package';
import { agentPolicy } from './agent-policy';
import { admitAutoScaling } from './disk-key';
import type { AttachedIngress } from './deployment';
import { HostCapacity } from './host-capacity';
import { HostImage } from './host-image';
import { HOST_KINDS } from './host-kinds';
import { HostUserData } from './host-user-data';
import { hostLaunchTemplate } from './launch-template';
import { scalingOfFixedSize } from './fixed-size';
import { hostGroup } from './host-group';
import { alarmOfMessaging, hostMessaging, messagingFacts, readable } from './host-messaging';
import { relayFacts } from './host-relay';
import { sizingOf } from './host-sizing';
import { OpenSecrets } from './open-secrets';
import { hostVpc } from './placement';
import { RollbackAlarms } from './rollback-alarms';
import { Rotation } from './rotation';
import { exceptRules, inBothPacks } from '../spring/rule-exception';
import { SecretsPolicies } from './secrets-policies';
import { secretsOf } from './secrets-of';
import { hostSecurityGroups } from './security-groups';
import type { WebSocketHostProps } from './web-socket-host-props';

/** An Auto Scaling group whose hosts run nginx in front of Spring Boot and prove it before they serve. */
export class WebSocketHost extends Construct implements IConnectable, IGrantable {
  /** The network. */
  public readonly vpc: IVpc;
  /** The group, also when it is one machine: it heals itself, and a new version proves itself before the old one goes. */
  public readonly autoScalingGroup: AutoScalingGroup;
  /** What the group starts. */
  public readonly launchTemplate: LaunchTemplate;
  /** The hosts' role; `grantPrincipal` for grants. */
  public readonly role: IRole;
  /** The hosts' security groups; ours admits the load balancer only. */
  public readonly securityGroups: ISecurityGroup[];
  /** Where a host says why it did not go into service; the stream is the instance's id. Outlives a rollback. */
  public readonly deploymentLog: LogGroup;
  /** For rules: `host.connections.allowToDefaultPort(db)`, which also works when the database is in another stack. */
  public readonly connections: Connections;
  /** For grants, such as `bucket.grantRead(host)`. */
  public readonly grantPrincipal: IPrincipal;
  /** The routes as given. */
  public readonly routes: Route[];
  /** What the hosts share messages over, with what was made for it; none without `messaging`. */
  public readonly messaging?: MessagingConfig;
  /** Goes off when a host is without the engine of `messaging` for three minutes; none without an engine. */
  public readonly messagingAlarm?: Alarm;
  /** Goes off when the application on a host is without the broker of `Messaging.relay` for three minutes. */
  public readonly relayAlarm?: Alarm;
  /** What watches the hosts and their way in: `alarms.notify(topic)` says whom it tells, further alarms are methods of it. */
  public readonly alarms: ServiceAlarms;
  /** @internal What a dashboard shows of the hosts, once everything is said. */
  public readonly _observed: () => ObservedHost;
  private readonly userData: HostUserData;
  private readonly openSecrets: OpenSecrets;
  private readonly rollbackAlarms: RollbackAlarms;
  private readonly metrics: PublishedMetrics;
  private ingress?: AttachedIngress;

  constructor(scope: Construct, id: string, props: WebSocketHostProps) {
    super(scope, id);
    checkKinds(props, HOST_KINDS, this);
    Route._checkAll(props.routes, this);
    const refuse = (message: string) => refusal(message, this);
    this.routes = props.routes;
    const asked = props.capacity ?? HostCapacity.oneHost();
    const placement = hostVpc(this, props);
    this.vpc = placement.vpc;

    this.deploymentLog = new LogGroup(this, 'DeploymentLog', {
      retention: props.deploymentLogRetention ?? RetentionDays.ONE_MONTH,
      removalPolicy: props.deploymentLogRemovalPolicy ?? RemovalPolicy.RETAIN,
    });
    this.role = props.role ?? new Role(this, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    this.grantPrincipal = this.role;
    exceptRules(this, inBothPacks('IAMNoInlinePolicy'), 'Permissions of this one role, which come and go with it.');
    this.securityGroups = hostSecurityGroups(this, this.vpc, props.securityGroups);
    this.connections = new Connections({ securityGroups: this.securityGroups });

    const agent = uploadedFile(this, 'Agent', agentFolder(this), this);
    const { _options: options, _startSeconds: startSeconds } = props.app;
    const { app, classesJavaVersion, ...bound } = bindApp(props.app, this, this);
    const companion = options.companion !== false;
    const unixSocket = companion && bound.unixSocket;
    const { remote } = app;
    this.messaging = hostMessaging(this, { messaging: props.messaging, vpc: this.vpc, capacity: asked, remote, companion });
    const capacity = this.messaging?.relay ? asked._relaying(this.messaging.relay.maxConnections) : asked;
    const { _connections: connections } = capacity;
    const facts = messagingFacts(this, this.messaging);
    const relay = this.messaging?.relay && relayFacts(this, this.messaging.relay);
    if (this.messaging && facts) {
      props.app._warnOfSharing(this, this.messaging);
    }
    if (relay) props.app._warnOfRelay(this, { several: capacity._group.several, ...relay });
    const image = (props.image ?? HostImage.amazonLinux2023()).bind(this, {
      architecture: capacity._instanceType.architecture,
      needsJava: !remote,
      needsStream: relay !== undefined,
      javaVersion: options.javaVersion,
      classesJavaVersion,
    });
    const logs = [this.deploymentLog, ...(props.logGroup ? [props.logGroup] : [])];
    const scales = capacity._group.desired === undefined;
    this.metrics = new PublishedMetrics(this, { scales, shares: facts !== undefined, relays: relay !== undefined }, props.metrics);
    const policies = agentPolicy(this, this.role, { sessionManager: image.sessionManager ?? false, logs, metrics: this.metrics });
    const secrets = new SecretsPolicies(this, this.role, Object.keys(options.secrets ?? {}).length, policies.length > 0);
    this.rollbackAlarms = new RollbackAlarms(this, props.bakeTime, props.rollbackAlarms);
    this._observed = () => ({ published: this.metrics.names, connections, rollbackAlarms: this.rollbackAlarms.alarms });
    this.userData = new HostUserData(this, {
      agent,
      app,
      startSeconds,
      options,
      routes: props.routes.map((route) => route._render()),
      packages: image.packages ?? [],
      unixSocket,
      sizing: sizingOf(capacity, { remote, unixSocket: unixSocket !== false, relay: relay !== undefined }, refuse),
      http: parseSnippet(props.nginx?.http ?? '', 'http', 'nginx.http', refuse),
      server: parseSnippet(props.nginx?.server ?? '', 'server', 'nginx.server', refuse),
      grantee: this,
      secretsGrantee: (index) => secrets.grantee(index),
      deploymentLog: this.deploymentLog,
      logGroup: props.logGroup,
      redeploy: props.redeploy,
      messaging: () => facts && { ...facts, alarm: this.messagingAlarm?.alarmName },
      broker: relay && { tls: relay.tls, caCertificate: this.messaging?.relay?.caCertificate },
      relay: () => relay && { ...relay, alarm: this.relayAlarm?.alarmName },
      metrics: () => this.metrics.names,
      rollback: () => this.rollbackAlarms.facts,
      resource: () => Stack.of(this).getLogicalId(this.autoScalingGroup.node.defaultChild as CfnResource),
      ingress: () => this.ingress,
    });
    this.launchTemplate = hostLaunchTemplate(this, {
      image,
      capacity,
      userData: this.userData.userData,
      role: this.role,
      securityGroups: this.securityGroups,
      diskKey: props.diskKey,
      publicAddress: placement.publicAddress,
    });
    if (props.diskKey) {
      admitAutoScaling(this, props.diskKey);
    }
    const waits = signalSeconds(startSeconds, this.rollbackAlarms.bakeSeconds, (message) => refusal(message, this));
    this.autoScalingGroup = hostGroup(this, {
      placement,
      launchTemplate: this.launchTemplate,
      capacity,
      patience: Duration.seconds(waits),
      deploymentLog: this.deploymentLog,
    });
    this._waitFor(...policies, ...secrets.policies);
    this.messagingAlarm = facts && alarmOfMessaging(this, this.autoScalingGroup);
    this.relayAlarm = relay && readable(this, relayAlarm(this, this.autoScalingGroup));
    this.alarms = ServiceAlarms._of(this, {
      group: this.autoScalingGroup,
      metrics: this.metrics,
      connections,
      unasked: props.defaultAlarms ?? true,
      patience: Duration.seconds(waits),
      companion: companion && !remote,
      others: [this.messagingAlarm, this.relayAlarm].filter((alarm) => alarm !== undefined),
    });
    // Once everything is said: the ingress and addUserData come later, and need room too.
    const makeRoom = { visit: (node: IConstruct) => node === this && this._waitFor(...this.userData.makeRoom(this)) };
    Aspects.of(this).add(makeRoom, { priority: AspectPriority.MUTATING });
    if (props.restartOnRotation) {
      new Rotation(this, 'Rotation', this.autoScalingGroup, capacity._group, secretsOf(props, this.messaging));
    }
    if (props.logGroup) {
      new SavedQueries(this, 'Queries', props.logGroup);
    }
    this.openSecrets = new OpenSecrets(this, options, this.userData.commands, props.nginx);
    this.node.addValidation({
      validate: () => [
        ...this.userData.validate(),
        ...this.openSecrets.validate(),
        ...scalingOfFixedSize(this, this.autoScalingGroup, capacity._group),
        ...this.rollbackAlarms.validate(),
        ...(this.ingress ? [] : [`host ${this.node.path} has no WebSocketIngress: add one, or nobody reaches it`]),
      ],
    });
  }

  /**
   * Adds shell commands to the first boot. They run as root before the application starts; one that fails,
   * fails the deployment.
   */
  public addUserData(...commands: string[]): void {
    this.openSecrets.check(commands);
    this.userData.addCommands(...commands);
  }

  /**
   * Adds to `rollbackAlarms`, for which `bakeTime` must be given. For alarms on metrics of the service itself, such as
   * `ingress.targetGroup.metrics.httpCodeTarget(...)`; one on a metric of the group itself would wait for what waits for it.
   */
  public addRollbackAlarms(...alarms: IAlarm[]): void {
    this.alarms._checkRollback(alarms);
    this.rollbackAlarms.add(...alarms);
  }

  /**
   * A metric of the hosts, which they publish from then on. Each says its own value, so a sum is of all hosts, a maximum of the worst.
   *
   * @default - average over one minute
   */
  public metric(name: HostMetricName, options?: MetricOptions): Metric {
    this.metrics.read('host.metric()', name);
    return hostMetric(this.autoScalingGroup, name, options);
  }

  /** @internal The ingress says where clients come from. */
  public _attach(ingress: AttachedIngress): void {
    if (this.ingress) {
      throw refusal(`host ${this.node.path} has an ingress already: make a second host for a second ingress`, this);
    }
    this.ingress = ingress;
  }

  /** @internal The group waits for these: what a host needs, or what it is judged by. */
  public _waitFor(...resources: CfnResource[]): void {
    const group = this.autoScalingGroup.node.defaultChild as CfnResource;
    resources.forEach((resource) => group.addResourceDependency(resource));
  }
}
