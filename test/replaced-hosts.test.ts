import { readFileSync } from 'fs';
import { join } from 'path';
import { Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { InstanceType, SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import {
  AppSecret,
  type AutoScalingOptions,
  HostCapacity,
  HostImage,
  HostMetrics,
  IngressListener,
  Messaging,
  Route,
  ServiceDomain,
  SpringApp,
  type SpringAppOptions,
  SpringWebSocketService,
  type SpringWebSocketServiceProps,
  WebAcl,
} from '../lib';
import { chat, synthesized, zone } from './ingress/synthesized';

type Given = Partial<SpringWebSocketServiceProps>;

const ENV = { account: '123456789012', region: 'eu-central-1' };
const secret = (stack: Stack) => Secret.fromSecretNameV2(stack, 'Secret', 'chat');
const bucket = (stack: Stack) => Bucket.fromBucketName(stack, 'Bucket', 'releases');
const existing = (stack: Stack) =>
  Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-1',
    availabilityZones: ['eu-central-1a', 'eu-central-1b'],
    publicSubnetIds: ['subnet-a', 'subnet-b'],
    privateSubnetIds: ['subnet-c', 'subnet-d'],
  });
const app = (options: SpringAppOptions) => () => ({ app: chat(options) });
const listener = (options: Parameters<typeof IngressListener.newLoadBalancer>[0]) => () => ({
  listener: IngressListener.newLoadBalancer(options),
});

/** Each prop changed, from what it is without it or from the first to the second. */
const CHANGES: Record<string, [(stack: Stack) => Given, ((stack: Stack) => Given)?]> = {
  app: [
    (stack) => ({ app: SpringApp.fromBucket(bucket(stack), '1.jar') }),
    (stack) => ({ app: SpringApp.fromBucket(bucket(stack), '2.jar') }),
  ],
  environment: [app({ environment: { MODE: 'x' } })],
  properties: [app({ properties: { mode: 'x' } })],
  secrets: [(stack) => ({ app: chat({ secrets: { TOKEN: AppSecret.fromSecretsManager(secret(stack)) } }) })],
  jvmOptions: [app({ jvmOptions: ['-Dmode=x'] })],
  javaVersion: [app({ javaVersion: 21 })],
  startTimeout: [app({ startTimeout: Duration.minutes(7) })],
  healthPath: [app({ healthPath: '/live' })],
  managementPort: [app({ managementPort: 9090 })],
  companion: [app({ companion: false })],
  routes: [() => ({ routes: [Route.sockJs('/ws', { idleTimeout: Duration.minutes(10) })] })],
  nginx: [() => ({ nginx: { server: 'location /x { return 404; }' } })],
  capacity: [() => ({ capacity: HostCapacity.oneHost({ instanceType: new InstanceType('m7i.large') }) })],
  connections: [() => ({ capacity: HostCapacity.oneHost({ connections: 6000 }) })],
  instanceTypes: [fleetOf({}), fleetOf({ instanceTypes: ['t3.small', 't3a.small'].map((name) => new InstanceType(name)) })],
  spot: [fleetOf({}), fleetOf({ spot: {} })],
  connectionsPerHost: [fleetOf({ connectionsPerHost: 5000 }), fleetOf({ connectionsPerHost: 6000 })],
  minCapacity: [fleetOf({ minCapacity: 2 }), fleetOf({ minCapacity: 3 })],
  maxCapacity: [fleetOf({ maxCapacity: 4 }), fleetOf({ maxCapacity: 5 })],
  messaging: [() => ({ messaging: Messaging.existingValkey('valkey.internal') })],
  image: [() => ({ image: HostImage.debian13() })],
  role: [(stack) => ({ role: new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') }) })],
  securityGroups: [
    (stack) => ({ vpc: existing(stack) }),
    (stack) => {
      const vpc = existing(stack);
      return { vpc, securityGroups: [SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-1')] };
    },
  ],
  diskKey: [(stack) => ({ diskKey: Key.fromKeyArn(stack, 'Key', `arn:aws:kms:${ENV.region}:${ENV.account}:key/k`) })],
  logGroup: [(stack) => ({ logGroup: new LogGroup(stack, 'Logs') })],
  defaultAlarms: [() => ({ defaultAlarms: false })],
  metrics: [() => ({ metrics: HostMetrics.all() })],
  redeploy: [() => ({ redeploy: 'again' })],
  rollbackAlarms: [(stack) => ({ rollbackAlarms: [alarm(stack)] })],
  bakeTime: [
    (stack) => ({ rollbackAlarms: [alarm(stack)] }),
    (stack) => ({ rollbackAlarms: [alarm(stack)], bakeTime: Duration.minutes(9) }),
  ],
  domain: [(stack) => ({ domain: ServiceDomain.inZone(zone(stack), 'chat') })],
  vpcSubnets: [(stack) => ({ vpc: existing(stack) }), (stack) => ({ vpc: existing(stack), vpcSubnets: { subnetType: SubnetType.PUBLIC } })],
  vpc: [(stack) => ({ vpc: existing(stack) })],
  idleTimeout: [listener({ idleTimeout: Duration.minutes(66) })],
  accessLogs: [(stack) => ({ listener: IngressListener.newLoadBalancer({ accessLogs: bucket(stack) }) })],
  deletionProtection: [listener({ deletionProtection: true })],
  stickiness: [() => ({ stickiness: true })],
  deregistrationDelay: [() => ({ deregistrationDelay: Duration.seconds(9) })],
  slowStart: [() => ({ slowStart: Duration.seconds(40) })],
  healthCheck: [() => ({ healthCheck: { interval: Duration.seconds(20) } })],
  webAcl: [() => ({ listener: IngressListener.newLoadBalancer({ webAcl: WebAcl.forRoutes() }) })],
  allowedCidrs: [listener({ allowedCidrs: ['203.0.113.0/24'] })],
  restartOnRotation: [rotating(false), rotating(true)],
  offline: [() => ({ offline: true })],
  deploymentLogRetention: [() => ({ deploymentLogRetention: RetentionDays.ONE_DAY })],
  deploymentLogRemovalPolicy: [() => ({ deploymentLogRemovalPolicy: RemovalPolicy.DESTROY })],
};

function fleetOf(options: Partial<AutoScalingOptions>) {
  return () => ({ capacity: HostCapacity.autoScaling({ maxCapacity: 4, ...options }), messaging: Messaging.byApplication() });
}

function rotating(restartOnRotation: boolean) {
  return (stack: Stack) => ({ restartOnRotation, app: chat({ secrets: { TOKEN: AppSecret.fromSecretsManager(secret(stack)) } }) });
}

function alarm(stack: Stack): Alarm {
  return new Alarm(stack, 'Errors', {
    metric: new Metric({ namespace: 'Chat', metricName: 'Errors' }),
    threshold: 1,
    evaluationPeriods: 1,
  });
}

/** What CloudFormation replaces hosts for: another launch template, or other subnets (CloudFormation: UpdatePolicy). */
function hosts(given: (stack: Stack) => Given): string {
  const { template } = synthesized((stack) => {
    const {
      app: other = chat(),
      routes = [Route.sockJs('/ws')],
      domain = ServiceDomain.inZone(zone(stack), 'api'),
      ...more
    } = given(stack);
    new SpringWebSocketService(stack, 'Chat', { app: other, routes, domain, ...more });
  }, ENV);
  const [launch] = Object.values(template.findResources('AWS::EC2::LaunchTemplate'));
  const [group] = Object.values(template.findResources('AWS::AutoScaling::AutoScalingGroup'));
  const { VPCZoneIdentifier, MixedInstancesPolicy } = group!.Properties;
  return JSON.stringify([launch!.Properties, VPCZoneIdentifier, MixedInstancesPolicy]);
}

const ROOT = join(__dirname, '..');
/** The rows of the page's table: the props, and whether hosts are replaced. */
const ROWS = [...readFileSync(join(ROOT, 'docs', 'operating.md'), 'utf8').matchAll(/^\| (.*`.*) \| (yes|no)\b.* \| .* \|$/gm)].flatMap(
  ([, props, replaced]) => [...props.matchAll(/`(\w+)`/g)].map(([, prop]) => [prop, replaced === 'yes'] as const),
);

let plain: string | undefined;

test.each(ROWS.filter(([prop]) => prop in CHANGES))('a change of %s replaces hosts: %s', (prop, replaced) => {
  const [before, after] = CHANGES[prop]!;
  plain ??= hosts(() => ({}));
  expect(hosts(after ?? before) !== (after ? hosts(before) : plain)).toBe(replaced);
});

/** Where the props are declared. */
const DECLARED = {
  WebSocketHostProps: 'host/web-socket-host-props',
  SpringAppOptions: 'spring/spring-app-options',
  WebSocketIngressOptions: 'ingress/web-socket-ingress',
  TargetGroupOptions: 'ingress/target-group-options',
};

test('every prop is in the table', () => {
  const props = Object.entries(DECLARED).flatMap(([name, file]) => {
    const text = readFileSync(join(ROOT, 'lib', `${file}.ts`), 'utf8');
    const [, body] = new RegExp(`^export interface ${name}\\b[^{]*\\{(.*?)^\\}`, 'ms').exec(text)!;
    return [...body!.matchAll(/^ {2}readonly (\w+)\??:/gm)].map(([, prop]) => prop!);
  });
  expect(props.length).toBeGreaterThan(30);
  const named = ROWS.map(([prop]) => prop);
  expect(props.filter((prop) => !named.includes(prop))).toEqual([]);
  expect(named.filter((prop) => !(prop in CHANGES))).toEqual(['addUserData', 'listener', 'listener']);
});
