import { Annotations, CfnResource, Duration, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import { AdditionalHealthCheckType, AutoScalingGroup, BlockDeviceVolume, EbsDeviceVolumeType, HealthChecks, Signals, UpdatePolicy } from 'aws-cdk-lib/aws-autoscaling';
import { CfnLaunchTemplate, Connections, type IConnectable, type IVpc, LaunchTemplate, SecurityGroup, type SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { type IGrantable, type IPrincipal, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type ILogGroup, LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { NGINX_KEEPALIVE_SECONDS, signalSeconds } from '../chain/timeouts';
import { size } from '../nginx/sizing';
import { parseSnippet } from '../nginx/snippet';
import { Route } from '../spring/route';
import { uploadedFile } from '../spring/uploaded-file';
import type { SpringApp } from '../spring/spring-app';
import { AGENT_DIR } from './agent-package';
import { agentPolicy } from './agent-policy';
import type { AttachedIngress } from './deployment';
import { HostCapacity } from './host-capacity';
import { HostImage } from './host-image';
import { HostUserData } from './host-user-data';
import { hostVpc, type Placement } from './placement';
import { exceptRules } from './rule-exception';
import type { NginxExtension } from './nginx-extension';

/** What a host is made from. */
export interface WebSocketHostProps {
  /** The application. */
  readonly app: SpringApp;

  /** Where the application takes sockets or sends event streams. Everything else is passed on as well. */
  readonly routes: Route[];

  /**
   * The network.
   *
   * @default - a new VPC with public subnets in two zones and no NAT gateway; only the load balancer reaches the hosts
   */
  readonly vpc?: IVpc;

  /**
   * Where in the network the hosts are.
   *
   * @default - public subnets of a new VPC; of a given one its private subnets with egress, else its public ones
   */
  readonly vpcSubnets?: SubnetSelection;

  /**
   * The hosts have what they need without a way to the internet: package mirrors, and endpoints for S3,
   * cloudformation, elasticloadbalancing, logs and what their secrets need. Allows isolated subnets.
   *
   * @default false
   */
  readonly offline?: boolean;

  /**
   * How large the host is and what it shall carry.
   *
   * @default - HostCapacity.oneHost(): a t3.small for 5000 sockets
   */
  readonly capacity?: HostCapacity;

  /**
   * The operating system.
   *
   * @default - HostImage.amazonLinux2023()
   */
  readonly image?: HostImage;

  /**
   * Further nginx text.
   *
   * @default - none
   */
  readonly nginx?: NginxExtension;

  /**
   * Where the application's log and nginx's access log go besides the host's own journal.
   *
   * @default - they stay on the host
   */
  readonly logGroup?: ILogGroup;
}

/** An Auto Scaling group whose hosts run nginx in front of Spring Boot and prove it before they serve. */
export class WebSocketHost extends Construct implements IConnectable, IGrantable {
  /** The network. */
  public readonly vpc: IVpc;
  /** The group, also when it is one machine: it heals itself, and a new version proves itself before the old one goes. */
  public readonly autoScalingGroup: AutoScalingGroup;
  /** What the group starts. */
  public readonly launchTemplate: LaunchTemplate;
  /** The hosts' own role; `grantPrincipal` for grants. */
  public readonly role: Role;
  /** Admits the load balancer only. */
  public readonly securityGroup: SecurityGroup;
  /** Where a host says why it did not go into service; the stream is the instance's id. Outlives a rollback. */
  public readonly deploymentLog: LogGroup;
  /** For other resources' rules, such as `db.connections.allowDefaultPortFrom(host)`. */
  public readonly connections: Connections;
  /** For grants, such as `bucket.grantRead(host)`. */
  public readonly grantPrincipal: IPrincipal;
  /** The routes as given. */
  public readonly routes: Route[];
  private readonly userData: HostUserData;
  private ingress?: AttachedIngress;

  constructor(scope: Construct, id: string, props: WebSocketHostProps) {
    super(scope, id);
    Route._checkAll(props.routes);
    this.routes = props.routes;
    const { app } = props;
    const image = props.image ?? HostImage.amazonLinux2023();
    const capacity = props.capacity ?? HostCapacity.oneHost();
    const sizing = size({ ...capacity._machine, connections: capacity._connections, messageBytes: capacity._messageBytes, remote: app._remote });
    const placement = hostVpc(this, props);
    this.vpc = placement.vpc;

    this.deploymentLog = new LogGroup(this, 'DeploymentLog', { retention: RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.RETAIN });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
    this.grantPrincipal = this.role;
    exceptRules(this, ['NIST.800.53.R5-IAMNoInlinePolicy'], 'Permissions of this one role, which come and go with it.');
    this.securityGroup = new SecurityGroup(this, 'SecurityGroup', { vpc: this.vpc, description: 'Only the load balancer reaches the hosts' });
    this.connections = new Connections({ securityGroups: [this.securityGroup] });

    this.userData = new HostUserData(this, {
      agent: uploadedFile(this, 'Agent', AGENT_DIR, this),
      app: app._bind(this, this),
      startSeconds: app._startSeconds,
      options: app._options,
      routes: props.routes.map((route) => route._render()),
      packages: [...image._distribution.packages, ...(app._remote ? [] : [image._javaPackage(app._options.javaVersion, app._jar?.javaVersion)])],
      sizing,
      http: parseSnippet(props.nginx?.http ?? '', 'http', 'nginx.http'),
      server: parseSnippet(props.nginx?.server ?? '', 'server', 'nginx.server'),
      grantee: this,
      deploymentLog: this.deploymentLog,
      logGroup: props.logGroup,
      resource: () => Stack.of(this).getLogicalId(this.autoScalingGroup.node.defaultChild as CfnResource),
      ingress: () => this.ingress,
    });
    this.launchTemplate = this.makeLaunchTemplate(image, capacity, placement);
    this.autoScalingGroup = this.makeGroup(placement, Duration.seconds(signalSeconds(app._startSeconds)));
    this._waitFor(agentPolicy(this, this.role, image, [this.deploymentLog, ...(props.logGroup ? [props.logGroup] : [])]));
    if (app._jar?.localData !== undefined) {
      Annotations.of(this).addWarningV2(
        'cdk-spring-websocket:localData',
        `the jar's configuration keeps data on the host's own disk (${app._jar.localData}), which goes with the host at every new version: use a database`,
      );
    }
    this.node.addValidation({ validate: () => [...this.userData.validate(), ...(this.ingress ? [] : [`host ${this.node.path} has no WebSocketIngress: add one, or nobody reaches it`])] });
  }

  /**
   * Adds shell commands to the first boot. They run as root before the application starts; one that fails,
   * fails the deployment.
   */
  public addUserData(...commands: string[]): void {
    this.userData.addCommands(...commands);
  }

  /** @internal The ingress says where clients come from. */
  public _attach(ingress: AttachedIngress): void {
    if (this.ingress) {
      throw new Error(`host ${this.node.path} has an ingress already: make a second host for a second ingress`);
    }
    this.ingress = ingress;
  }

  /** @internal The group waits for these: what a host needs, or what it is judged by. */
  public _waitFor(...resources: CfnResource[]): void {
    const group = this.autoScalingGroup.node.defaultChild as CfnResource;
    resources.forEach((resource) => group.addResourceDependency(resource));
  }

  private makeLaunchTemplate(image: HostImage, capacity: HostCapacity, placement: Placement): LaunchTemplate {
    const template = new LaunchTemplate(this, 'LaunchTemplate', {
      machineImage: image._distribution.machineImage(capacity._instanceType.architecture),
      instanceType: capacity._instanceType,
      userData: this.userData.userData,
      role: this.role,
      securityGroup: this.securityGroup,
      associatePublicIpAddress: placement.publicAddress,
      requireImdsv2: true,
      httpPutResponseHopLimit: 1,
      blockDevices: [
        {
          deviceName: '/dev/xvda',
          // EC2 keeps a volume that is not the image's own root, whatever an image calls that.
          volume: BlockDeviceVolume.ebs(Size.gibibytes(capacity._diskGiB).toGibibytes(), { encrypted: true, volumeType: EbsDeviceVolumeType.GP3, deleteOnTermination: true }),
        },
      ],
    });
    // Quiet sockets outlive the security group's connection tracking, which on newer instances forgets after 350 s.
    (template.node.defaultChild as CfnLaunchTemplate).addPropertyOverride(
      'LaunchTemplateData.NetworkInterfaces.0.ConnectionTrackingSpecification.TcpEstablishedTimeout',
      NGINX_KEEPALIVE_SECONDS,
    );
    if (placement.publicAddress) {
      exceptRules(template, ['CKV_AWS_88'], 'In a public subnet its own address is the way to package mirrors; only the load balancer gets in.');
    }
    return template;
  }

  private makeGroup(placement: Placement, timeout: Duration): AutoScalingGroup {
    const group = new AutoScalingGroup(this, 'Group', {
      vpc: this.vpc,
      vpcSubnets: placement.subnets,
      launchTemplate: this.launchTemplate,
      minCapacity: 1,
      maxCapacity: 2,
      desiredCapacity: 1,
      signals: Signals.waitForCount(1, { timeout }),
      updatePolicy: UpdatePolicy.rollingUpdate({ maxBatchSize: 1, minInstancesInService: 1 }),
      healthChecks: HealthChecks.withAdditionalChecks({ additionalTypes: [AdditionalHealthCheckType.ELB], gracePeriod: timeout }),
      minHealthyPercentage: 100,
      maxHealthyPercentage: 200,
    });
    Annotations.of(group).acknowledgeWarning(
      '@aws-cdk/aws-autoscaling:desiredCapacitySet',
      'one host is meant at every deployment; unset, an update that failed would leave two (CloudFormation: UpdatePolicy)',
    );
    exceptRules(group, ['AwsSolutions-AS3'], 'Every host reports itself, to CloudFormation and in the deployment log.');
    const resource = group.node.defaultChild as CfnResource;
    resource.addResourceDependency(this.deploymentLog.node.defaultChild as CfnResource);
    resource.node.addDependency(placement.internet);
    return group;
  }
}
