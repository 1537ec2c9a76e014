import { join } from 'node:path';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationListener, ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { AppSecret, HostImage, IngressListener, Route, ServiceDomain, SpringApp, WebSocketHost, WebSocketIngress } from '../../lib';
import { type Ground, type Lane, laneDomain, LANES, SECRETS, stackName, UPDATED, WORKING } from '../faults/lanes';
import { type Change, MISTAKES, VERSIONS } from '../faults/mistakes';
import { given, STARTS_FAST } from './account';

/** Assets are taken from where they are: a copy of the jars for each version would fill the disk. */
const WITHOUT_COPIES = { 'aws:cdk:disable-asset-staging': true };

/**
 * Every version of every lane's stack by one program: the one that works where the command line expects it, each other one as an
 * assembly of its own below, which `cdk deploy --app` takes.
 */
const root = new App({ context: WITHOUT_COPIES });
const ground = JSON.parse(given(root, 'ground')) as Ground;
const lanes = new Map(
  given(root, 'lanes')
    .split(' ')
    .map((pair) => pair.split(':') as [string, Lane]),
);

for (const [version, change] of Object.entries({ ...VERSIONS, ...MISTAKES })) {
  const app = version === WORKING ? root : new App({ outdir: join(root.outdir, version), context: WITHOUT_COPIES });
  lanesOf(version).forEach((each) => laneStack(app, each, change));
  app.synth();
}

/** A mistake has one lane of its own; the versions that work are deployed on several. */
function lanesOf(version: string): readonly Lane[] {
  const lane = lanes.get(version);
  if (lane) {
    return [lane];
  }
  return version === WORKING ? LANES : UPDATED;
}

function laneStack(
  scope: App,
  lane: Lane,
  { jar = 'version1', key, options, secret = SECRETS.first, parameter, routes = [Route.handler('/echo')], nginx, host: more, then }: Change,
): void {
  const env = { account: process.env.CDK_DEFAULT_ACCOUNT, region: process.env.CDK_DEFAULT_REGION };
  const stack = new Stack(scope, stackName(lane), { env });
  const securityGroup = SecurityGroup.fromSecurityGroupId(stack, 'LoadBalancerGroup', ground.securityGroupId, { allowAllOutbound: false });
  const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: ground.vpcId,
    availabilityZones: [...ground.zones],
    publicSubnetIds: [...ground.subnetIds],
  });
  const asked = {
    startTimeout: Duration.minutes(2),
    properties: { greeting: 'good morning' },
    secrets: {
      TOKEN: parameter
        ? AppSecret.fromParameterStore(StringParameter.fromSecureStringParameterAttributes(stack, 'Token', { parameterName: parameter }))
        : AppSecret.fromSecretsManager(Secret.fromSecretNameV2(stack, 'Token', secret)),
    },
    jvmOptions: STARTS_FAST,
    ...options,
  };
  const host = new WebSocketHost(stack, 'Host', {
    vpc,
    nginx,
    routes: [...routes],
    image: HostImage.debian13(),
    app: key
      ? SpringApp.fromBucket(Bucket.fromBucketName(stack, 'Releases', ground.bucket), key, asked)
      : SpringApp.fromJar(ground.jars[jar], asked),
    ...more?.(stack),
  });
  new WebSocketIngress(stack, 'Ingress', {
    host,
    domain: ServiceDomain.existing(laneDomain(lane, ground.zone)),
    deregistrationDelay: Duration.seconds(Number(given(root, 'deregistrationDelay'))),
    listener: IngressListener.rule(
      ApplicationListener.fromApplicationListenerAttributes(stack, 'Listener', { listenerArn: ground.listenerArn, securityGroup }),
      {
        loadBalancer: ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, 'LoadBalancer', {
          vpc,
          loadBalancerArn: ground.loadBalancerArn,
          loadBalancerDnsName: ground.loadBalancerName,
          securityGroupId: ground.securityGroupId,
          securityGroupAllowsAllOutbound: false,
        }),
        priority: 100 + LANES.indexOf(lane),
        idleTimeout: Duration.hours(1),
      },
    ),
  });
  then?.(host);
  new CfnOutput(stack, 'DeploymentLog', { value: host.deploymentLog.logGroupName });
}
