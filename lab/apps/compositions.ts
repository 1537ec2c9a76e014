import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { type IVpc, InstanceType, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationListener, ApplicationLoadBalancer, ApplicationProtocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { DatabaseInstance, DatabaseInstanceEngine } from 'aws-cdk-lib/aws-rds';
import { HostedZone, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import {
  AppSecret,
  HostCapacity,
  HostImage,
  IngressListener,
  Route,
  ServiceDomain,
  SpringApp,
  SpringWebSocketService,
  WebSocketHost,
  WebSocketIngress,
} from '../../lib';
import { account, given, STARTS_FAST } from './account';

/** The compositions that the README shows, each as a stack of its own on what exists already. */
const app = new App();
const { env, zoneName, zoneId } = account(app);
const jar = given(app, 'jar');
const surroundings = given(app, 'surroundings');
const image = HostImage.debian13();
const routes = [Route.sockJs('/ws-stomp'), Route.sse('/api/notifications')];

interface Surroundings {
  readonly stack: Stack;
  readonly vpc: IVpc;
  readonly zone: IHostedZone;
}

/** A stack with the existing network and zone, both looked up as a user would. */
function stack(id: string): Surroundings {
  const made = new Stack(app, id, { env });
  return {
    stack: made,
    vpc: Vpc.fromLookup(made, 'Vpc', { vpcName: surroundings }),
    zone: HostedZone.fromHostedZoneAttributes(made, 'Zone', { hostedZoneId: zoneId, zoneName }),
  };
}

/** Existing VPC, database, secrets of each kind, two names, logs that are shipped, on Amazon Linux. */
{
  const { stack: scope, vpc, zone } = stack('Database');
  const db = new DatabaseInstance(scope, 'Database', {
    vpc,
    vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
    engine: DatabaseInstanceEngine.POSTGRES,
    storageEncrypted: true,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const encryptionKey = Key.fromKeyArn(scope, 'Key', given(app, 'keyArn'));
  const service = new SpringWebSocketService(scope, 'Chat', {
    vpc,
    app: SpringApp.fromJar(jar, {
      environment: { SPRING_DATASOURCE_URL: `jdbc:postgresql://${db.dbInstanceEndpointAddress}/chat` },
      secrets: {
        SPRING_DATASOURCE_PASSWORD: AppSecret.fromSecretsManager(db.secret!, 'password'),
        CHAT_TOKEN: AppSecret.fromSecretsManager(Secret.fromSecretNameV2(scope, 'Secret', `${surroundings}/chat`), 'password'),
        ENCRYPTED_TOKEN: AppSecret.fromSecretsManager(
          Secret.fromSecretAttributes(scope, 'Encrypted', { secretCompleteArn: given(app, 'encryptedArn'), encryptionKey }),
        ),
        PARAMETER_TOKEN: AppSecret.fromParameterStore(
          StringParameter.fromSecureStringParameterAttributes(scope, 'Parameter', { parameterName: given(app, 'parameterName') }),
          encryptionKey,
        ),
      },
      properties: { 'spring.jpa.open-in-view': 'false' },
      jvmOptions: [...STARTS_FAST, '-Duser.timezone=UTC'],
      javaVersion: 21, // the stand-in for Amazon Linux has no package of Java 17
      startTimeout: Duration.minutes(10),
      healthPath: '/actuator/health/liveness',
    }),
    capacity: HostCapacity.oneHost({ instanceType: new InstanceType('m7i.large'), connections: 20_000 }),
    domain: ServiceDomain.inZone(zone, 'database', { alsoNames: ['also'] }),
    routes,
    logGroup: new LogGroup(scope, 'Logs', { removalPolicy: RemovalPolicy.DESTROY }),
  });
  service.host.addUserData('touch /var/tmp/user-data-ran');
  service.connections.allowToDefaultPort(db);
}

/** An existing load balancer gets listeners of its own, with a certificate of one's own; the jar is in a bucket. */
{
  const { stack: scope, vpc, zone } = stack('OnLoadBalancer');
  const loadBalancer = ApplicationLoadBalancer.fromLookup(scope, 'LoadBalancer', { loadBalancerArn: given(app, 'bareArn') });
  new SpringWebSocketService(scope, 'Chat', {
    vpc,
    image,
    app: SpringApp.fromBucket(Bucket.fromBucketName(scope, 'Releases', given(app, 'bucket')), given(app, 'jarKey'), {
      javaVersion: 21,
      jvmOptions: STARTS_FAST,
    }),
    domain: ServiceDomain.inZone(zone, 'on-load-balancer', {
      certificate: Certificate.fromCertificateArn(scope, 'Certificate', given(app, 'certificateArn')),
    }),
    listener: IngressListener.onLoadBalancer(loadBalancer, { idleTimeout: Duration.hours(1) }),
    routes,
  });
}

/** A rule on an existing listener, in front of an application that runs on another machine. */
{
  const { stack: scope, vpc, zone } = stack('OnListener');
  const loadBalancerArn = given(app, 'sharedArn');
  const loadBalancer = ApplicationLoadBalancer.fromLookup(scope, 'LoadBalancer', { loadBalancerArn });
  const https = ApplicationListener.fromLookup(scope, 'Https', {
    loadBalancerArn,
    listenerPort: 443,
    listenerProtocol: ApplicationProtocol.HTTPS,
  });
  const host = new WebSocketHost(scope, 'Host', {
    vpc,
    image,
    app: SpringApp.atAddress(given(app, 'remoteAddress'), { port: 8080 }),
    routes,
  });
  new WebSocketIngress(scope, 'Ingress', {
    host,
    domain: ServiceDomain.inZone(zone, 'on-listener'),
    listener: IngressListener.rule(https, { loadBalancer, priority: 20, paths: ['/api/*', '/ws*'], idleTimeout: Duration.hours(1) }),
  });
}

/** A rule under a certificate that the listener has already, in the network of the listener's load balancer. */
{
  const { stack: scope, zone } = stack('UnderCertificate');
  const loadBalancerArn = given(app, 'sharedArn');
  const loadBalancer = ApplicationLoadBalancer.fromLookup(scope, 'LoadBalancer', { loadBalancerArn });
  const https = ApplicationListener.fromLookup(scope, 'Https', { loadBalancerArn, listenerPort: 443 });
  new SpringWebSocketService(scope, 'Chat', {
    image,
    app: SpringApp.atAddress(given(app, 'remoteAddress'), { port: 8080 }),
    domain: ServiceDomain.recordOnly(zone, 'under-certificate'),
    listener: IngressListener.rule(https, { loadBalancer, priority: 21, idleTimeout: Duration.hours(1) }),
    routes,
    deregistrationDelay: Duration.seconds(5),
    healthCheck: { interval: Duration.seconds(10) },
  });
}

/** A domain whose records are kept elsewhere, open to one network only. */
{
  const { stack: scope, vpc } = stack('External');
  new SpringWebSocketService(scope, 'Chat', {
    vpc,
    image,
    app: SpringApp.fromJar(jar, { jvmOptions: STARTS_FAST }),
    domain: ServiceDomain.external(
      'chat.example.org',
      Certificate.fromCertificateArn(scope, 'Certificate', given(app, 'externalCertificateArn')),
    ),
    listener: IngressListener.newLoadBalancer({ allowedCidrs: [given(app, 'allowedCidr')] }),
    routes,
  });
}

app.synth();
