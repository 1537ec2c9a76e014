import { Annotations, type App, CfnOutput, type Environment, Stack, Token } from 'aws-cdk-lib';
import { InstanceType, Port, SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { HostCapacity } from '../host/host-capacity';
import { ServiceDomain } from '../ingress/service-domain';
import { Messaging } from '../messaging/messaging';
import { StompBroker } from '../messaging/stomp-broker';
import { SpringApp } from '../spring/spring-app';
import { SpringWebSocketService } from '../spring-websocket-service';
import { exampleJar } from './example';
import { existingInstance, type ExistingInstance } from './existing-instance';
import { settings, type Settings } from './settings';

/** Makes the one stack that the app's context asks for: the user's jar, an instance's proxy, or the example. */
export async function contextStack(app: App, tell: (line: string) => void): Promise<Stack> {
  const asked = settings(app.node);
  const env = environment(asked);
  const instance = asked.instance === undefined ? undefined : await existingInstance(app.node, asked.instance, env?.region ?? '');
  const stack = new Stack(app, asked.stack, { env, description: 'Spring Boot WebSockets behind nginx and a load balancer' });
  const service = new SpringWebSocketService(stack, 'Service', {
    app: springApp(asked, tell, instance),
    routes: asked.routes,
    // Without an account and a region there is nothing to look up in, and nobody here could say which.
    image: asked.image(env ? {} : { cachedInContext: false }),
    capacity: capacity(asked),
    messaging: asked.hosts > 1 || asked.relay ? messaging(asked) : undefined,
    vpc: instance && Vpc.fromLookup(stack, 'Vpc', { vpcId: instance.vpcId }),
    domain: domain(stack, asked),
  });
  if (instance) {
    SecurityGroup.fromSecurityGroupId(stack, 'InstanceSecurityGroup', instance.securityGroupId).connections.allowFrom(
      service,
      Port.tcp(asked.port),
    );
  }
  new CfnOutput(stack, 'Url', { value: service.ingress.url, description: 'Where clients begin' });
  new CfnOutput(stack, 'DeploymentLog', {
    value: service.host.deploymentLog.logGroupName,
    description: 'Where a host says why it did not go into service; the stream is the instance id',
  });
  return stack;
}

/** Look-ups need an account and a region; without any the stack fits everywhere. */
function environment({ zone, zoneId, instance }: Settings): Environment | undefined {
  if ((zone === undefined || zoneId !== undefined) && instance === undefined) {
    return undefined;
  }
  const account = process.env.CDK_DEFAULT_ACCOUNT;
  const region = process.env.CDK_DEFAULT_REGION;
  if (account && region) {
    return { account, region };
  }
  if (instance !== undefined) {
    throw new Error(`the instance ${instance} must be looked up, but there are no AWS credentials: set AWS_PROFILE and AWS_REGION`);
  }
  return undefined;
}

function springApp({ jar, port, relay, startTimeout }: Settings, tell: (line: string) => void, instance?: ExistingInstance): SpringApp {
  const environment = relay && jar === undefined ? { SPRING_PROFILES_ACTIVE: 'relay' } : undefined;
  return instance
    ? SpringApp.atAddress(instance.privateIp, { port, startTimeout })
    : SpringApp.fromJar(jar ?? exampleJar(tell), { startTimeout, environment });
}

function capacity({ hosts, connections, instanceType }: Settings): HostCapacity {
  const machine = { instanceType: instanceType ? new InstanceType(instanceType) : undefined };
  return hosts > 1
    ? HostCapacity.autoScaling({ ...machine, minCapacity: hosts, maxCapacity: hosts, connectionsPerHost: connections })
    : HostCapacity.oneHost({ ...machine, connections });
}

/** An application on another machine is one, however many hosts stand before it. */
function messaging({ jar, instance, relay }: Settings): Messaging | undefined {
  if (instance !== undefined) {
    return undefined;
  }
  if (relay) {
    return Messaging.relay(StompBroker.amazonMq());
  }
  // Each host of the example counts everybody's sessions, and tells its own clients how many people are in the rooms.
  return Messaging.valkey(jar === undefined ? { localDestinations: ['/topic/rooms'], sessionEvents: true } : {});
}

function domain(stack: Stack, { domain: name, zone, zoneId }: Settings): ServiceDomain | undefined {
  if (name === undefined || zone === undefined) {
    return undefined;
  }
  const byId = (hostedZoneId: string) => HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId, zoneName: zone });
  if (zoneId !== undefined) {
    return ServiceDomain.inZone(byId(zoneId), name);
  }
  if (!Token.isUnresolved(stack.account)) {
    return ServiceDomain.inZone(HostedZone.fromLookup(stack, 'Zone', { domainName: zone }), name);
  }
  Annotations.of(stack).addWarningV2(
    'cdk-spring-websocket:zoneNotLookedUp',
    `there are no AWS credentials to look the zone ${zone} up: this template is for a rehearsal; ` +
      'to deploy, set AWS_PROFILE and AWS_REGION or give zoneId',
  );
  return ServiceDomain.inZone(byId('Z0000000000000REHEARSAL'), name);
}
