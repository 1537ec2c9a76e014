import { type App, CfnOutput, type Environment, Stack } from 'aws-cdk-lib';
import { InstanceType, Port, SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { HostCapacity } from '../host/host-capacity';
import { ServiceDomain } from '../ingress/service-domain';
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
    image: asked.image,
    capacity: HostCapacity.oneHost({ connections: asked.connections, instanceType: asked.instanceType ? new InstanceType(asked.instanceType) : undefined }),
    vpc: instance && Vpc.fromLookup(stack, 'Vpc', { vpcId: instance.vpcId }),
    domain: domain(stack, asked),
  });
  if (instance) {
    SecurityGroup.fromSecurityGroupId(stack, 'InstanceSecurityGroup', instance.securityGroupId).connections.allowFrom(service, Port.tcp(asked.port));
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
  if (!account || !region) {
    const what = instance === undefined ? `the zone ${zone}` : `the instance ${instance}`;
    const spare = instance === undefined ? ', or give -c zoneId=Z... to do without' : '';
    throw new Error(`${what} must be looked up, but there are no AWS credentials: set AWS_PROFILE and AWS_REGION${spare}`);
  }
  return { account, region };
}

function springApp({ jar, port, startTimeout }: Settings, tell: (line: string) => void, instance?: ExistingInstance): SpringApp {
  return instance ? SpringApp.atAddress(instance.privateIp, { port, startTimeout }) : SpringApp.fromJar(jar ?? exampleJar(tell), { startTimeout });
}

function domain(stack: Stack, { domain: name, zone, zoneId }: Settings): ServiceDomain | undefined {
  if (name === undefined || zone === undefined) {
    return undefined;
  }
  const hostedZone = zoneId
    ? HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: zoneId, zoneName: zone })
    : HostedZone.fromLookup(stack, 'Zone', { domainName: zone });
  return ServiceDomain.inZone(hostedZone, name);
}
