import type { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { ISecurityGroup, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { HostMetrics } from '../operations/metrics';
import type { Route } from '../spring/route';
import type { Messaging } from '../messaging/messaging';
import type { SpringApp } from '../spring/spring-app';
import type { HostCapacity } from './host-capacity';
import type { HostImage } from './host-image';
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
   * @default - in a SpringWebSocketService whose `listener` has a load balancer already, that one's; else a new VPC with public subnets in
   * two zones and no NAT gateway; only the load balancer reaches the hosts
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
   * cloudformation, elasticloadbalancing, logs, monitoring and what their secrets need. Allows isolated subnets.
   *
   * @default false
   */
  readonly offline?: boolean;

  /**
   * How many hosts there are, how large each is and what it shall carry.
   *
   * @default - HostCapacity.oneHost(): a t3.small for 5000 sockets
   */
  readonly capacity?: HostCapacity;

  /**
   * How several hosts share messages, so that a client on one hears a client on another. One host may have it too, before it becomes
   * several.
   *
   * @default - they share none, which is right for one host
   */
  readonly messaging?: Messaging;

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
   * Where the logs of application, nginx and the host's agent, and nginx's access log go besides the host's own journal, kept as long as
   * the log group says. Query strings are cut. Three queries of Logs Insights are saved for it (docs/operating.md).
   *
   * @default - they stay on the host
   */
  readonly logGroup?: ILogGroup;

  /**
   * Which metrics the hosts publish of themselves, once a minute. Each costs the same every month, for one host or many
   * (docs/operating.md).
   *
   * @default - HostMetrics.onDemand(): those that scaling, alarms or `host.metric()` read
   */
  readonly metrics?: HostMetrics;

  /**
   * Makes the alarms that cost little and go off for faults only, and has the hosts publish what they read: 1.54 US dollars a month for
   * one host (docs/operating.md). `alarms` has them, and methods for others. They tell nobody before `alarms.notify(topic)`.
   *
   * @default true
   */
  readonly defaultAlarms?: boolean;

  /**
   * How long CloudWatch Logs keeps why a host did not go into service.
   *
   * @default RetentionDays.ONE_MONTH
   */
  readonly deploymentLogRetention?: RetentionDays;

  /**
   * What becomes of the deployment log together with the stack. With `DESTROY`, also a first deployment that fails takes its reason
   * with it; the instance's console output still has it for about an hour.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly deploymentLogRemovalPolicy?: RemovalPolicy;

  /**
   * Any text. Another one replaces the hosts, as a new version does, although nothing else has changed: for a restart, or for new
   * values of secrets.
   *
   * @default - hosts are replaced when what they are made from changes
   */
  readonly redeploy?: string;

  /**
   * Replaces the hosts when a secret has another value: EventBridge starts an instance refresh. It takes as long as the group's grace
   * period, and sockets on the old host are closed at its end, after the deregistration delay.
   *
   * @default false
   */
  readonly restartOnRotation?: boolean;

  /**
   * Alarms that roll a deployment back. A new host that is healthy serves for the bake time before it signals success; an alarm that
   * is in ALARM then makes it signal failure. What goes off later does not roll back. Metric alarms only.
   *
   * For alarms of the service itself, which are made after it, see `addRollbackAlarms`.
   *
   * @default - none
   */
  readonly rollbackAlarms?: IAlarm[];

  /**
   * How long a new host reads `rollbackAlarms`, while the old one serves too. Together with `startTimeout`, boot and target health at
   * most an hour.
   *
   * @default - 5 minutes with rollbackAlarms, otherwise none
   */
  readonly bakeTime?: Duration;

  /**
   * The role of the hosts. Its trust policy must allow `ec2.amazonaws.com`. What the hosts need is added to it; a role that this app
   * cannot change (`mutable: false`) must have it already, and a warning says what that is.
   *
   * @default - a new role with exactly the needed permissions
   */
  readonly role?: IRole;

  /**
   * The security groups of the hosts, instead of a new one. They get a rule that admits the load balancer, and must let hosts reach
   * AWS and package mirrors. For one more beside ours: `host.launchTemplate.addSecurityGroup(group)`.
   *
   * @default - a new group, which only the load balancer may enter
   */
  readonly securityGroups?: ISecurityGroup[];

  /**
   * The KMS key that encrypts the hosts' disks. A key of the same app gets the statements that Auto Scaling needs in its policy; any
   * other must have them already: without them no host ever starts (docs/bring-your-own.md).
   *
   * @default - the account's key for EBS, `aws/ebs` unless the account has chosen another
   */
  readonly diskKey?: IKey;
}
