import { Duration, Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationListener, ApplicationLoadBalancer, ListenerAction, SslPolicy } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { IngressListener, Route, ServiceDomain, SpringApp, SpringWebSocketService, WebSocketHost, WebSocketIngress } from '../../lib';
import { app, chat, ids, only, routes, synthesized, synthesizedStacks, zone } from './synthesized';
import { resolve, userData } from './user-data';

const env = { account: '123456789012', region: 'eu-west-1' };
const certificate = (stack: Stack) => Certificate.fromCertificateArn(stack, 'Given', 'arn:aws:acm:eu-west-1:123456789012:certificate/c');
const listener = (template: ReturnType<typeof synthesized>['template'], port: number) =>
  Object.entries(template.findResources('AWS::ElasticLoadBalancingV2::Listener', { Properties: { Port: port } }))[0]!;
const group = (template: ReturnType<typeof synthesized>['template']) => only(template, 'AWS::AutoScaling::AutoScalingGroup');

describe('without a domain', () => {
  const { template, warnings } = synthesized(
    (stack) => new SpringWebSocketService(stack, 'Chat', { app: chat(), routes: [Route.stomp('/ws')] }),
  );

  test("there is HTTP only, under the load balancer's own name, with a warning", () => {
    expect(ids(template, 'AWS::ElasticLoadBalancingV2::Listener')).toHaveLength(1);
    expect(listener(template, 80)[1].Properties).toMatchObject({ Protocol: 'HTTP', DefaultActions: [{ Type: 'forward' }] });
    template.resourceCountIs('AWS::Route53::RecordSet', 0);
    expect(warnings).toEqual([expect.stringMatching(/^clients connect without TLS: give a ServiceDomain/)]);
    expect(userData(template).deployment).toMatchObject({ host: expect.stringMatching(/^<.*LoadBalancer.*DNSName>$/), scheme: 'http' });
  });

  test('and no stickiness when no route is SockJS', () => {
    const attributes = only(template, 'AWS::ElasticLoadBalancingV2::TargetGroup').Properties.TargetGroupAttributes as {
      Key: string;
      Value: string;
    }[];
    expect(attributes.find(({ Key }) => Key === 'stickiness.enabled')?.Value).toBe('false');
  });
});

describe('a load balancer with everything', () => {
  const { template, warnings } = synthesized((stack) => {
    new SpringWebSocketService(stack, 'Chat', {
      app: chat(),
      routes: [Route.sockJs('/ws', { idleTimeout: Duration.minutes(5) })],
      vpc: Vpc.fromVpcAttributes(stack, 'Vpc', {
        vpcId: 'vpc-1',
        availabilityZones: ['a', 'b'],
        publicSubnetIds: ['p1', 'p2'],
        publicSubnetRouteTableIds: ['r1', 'r2'],
        privateSubnetIds: ['s1', 's2'],
        privateSubnetRouteTableIds: ['t1', 't2'],
      }),
      domain: ServiceDomain.inZone(zone(stack), 'api', { alsoNames: ['chat'], certificate: certificate(stack) }),
      listener: IngressListener.newLoadBalancer({
        dualStack: true,
        idleTimeout: Duration.minutes(10),
        clientKeepAlive: Duration.hours(2),
        sslPolicy: SslPolicy.TLS13_13,
        allowedCidrs: ['203.0.113.0/24', '2001:db8::/32'],
        accessLogs: new Bucket(stack, 'Access'),
        connectionLogs: new Bucket(stack, 'Connections'),
        deletionProtection: true,
      }),
    });
  }, env);
  const balancer = only(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer').Properties;

  test('has its attributes', () => {
    const attributes = Object.fromEntries(
      (balancer.LoadBalancerAttributes as { Key: string; Value: unknown }[]).map(({ Key, Value }) => [Key, Value]),
    );
    expect(attributes).toMatchObject({
      'deletion_protection.enabled': 'true',
      'idle_timeout.timeout_seconds': '600',
      'client_keep_alive.seconds': '7200',
      'routing.http.drop_invalid_header_fields.enabled': 'true',
      'access_logs.s3.enabled': 'true',
      'connection_logs.s3.enabled': 'true',
    });
    expect(balancer).toMatchObject({ IpAddressType: 'dualstack', Scheme: 'internet-facing', Subnets: ['p1', 'p2'] });
    expect(warnings).toEqual([]);
  });

  test('takes the given certificate and policy', () => {
    template.resourceCountIs('AWS::CertificateManager::Certificate', 0);
    expect(listener(template, 443)[1].Properties).toMatchObject({
      Certificates: [{ CertificateArn: expect.stringContaining('certificate/c') }],
      SslPolicy: 'ELBSecurityPolicy-TLS13-1-3-2021-06',
    });
  });

  test('has A and AAAA records of every name', () => {
    const records = Object.values(template.findResources('AWS::Route53::RecordSet')).map(
      ({ Properties }) => `${Properties.Type} ${Properties.Name}`,
    );
    expect(records.sort()).toEqual(['A api.example.com.', 'A chat.example.com.', 'AAAA api.example.com.', 'AAAA chat.example.com.']);
  });

  test('admits the allow-list only', () => {
    const rules = (
      Object.values(template.findResources('AWS::EC2::SecurityGroup')).flatMap(
        ({ Properties }) => Properties.SecurityGroupIngress ?? [],
      ) as any[]
    ).map(({ CidrIp, CidrIpv6, FromPort }) => `${CidrIp ?? CidrIpv6} ${FromPort}`);
    expect(rules.sort()).toEqual(['2001:db8::/32 443', '2001:db8::/32 80', '203.0.113.0/24 443', '203.0.113.0/24 80']);
  });

  test('stands in front of hosts in private subnets', () => {
    expect(group(template).Properties.VPCZoneIdentifier).toEqual(['s1', 's2']);
    expect(only(template, 'AWS::EC2::LaunchTemplate').Properties.LaunchTemplateData.NetworkInterfaces[0].AssociatePublicIpAddress).toBe(
      false,
    );
  });
});

test('an internal one, with an external domain, without the redirect', () => {
  const { template, warnings } = synthesized((stack) => {
    new SpringWebSocketService(stack, 'Chat', {
      app: chat(),
      routes,
      vpc: new Vpc(stack, 'Vpc', { natGateways: 1 }),
      domain: ServiceDomain.external('chat.example.org', certificate(stack)),
      listener: IngressListener.newLoadBalancer({ internetFacing: false, redirectHttp: false }),
    });
  });
  const { Scheme, Subnets } = only(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer').Properties;
  expect([Scheme, ...(Subnets as unknown[]).map(resolve)]).toEqual([
    'internal',
    expect.stringContaining('PrivateSubnet1'),
    expect.stringContaining('PrivateSubnet2'),
  ]);
  template.resourceCountIs('AWS::Route53::RecordSet', 0);
  template.resourceCountIs('AWS::ElasticLoadBalancingV2::Listener', 1);
  expect(userData(template).deployment).toMatchObject({ host: 'chat.example.org', scheme: 'https' });
  expect(warnings).toEqual([]);
});

test('in front of an application on another machine there is no Java, no jar and no spring-boot.service', () => {
  const { template } = synthesized((stack) => {
    new SpringWebSocketService(stack, 'Chat', { app: SpringApp.atAddress('10.0.3.7', { port: 9000 }), routes });
  });
  const { deployment, files, packages, commands } = userData(template);
  expect(packages).toEqual(['nginx', 'logrotate']);
  expect(deployment.app).toEqual({ address: '10.0.3.7', port: 9000, remote: true, startTimeoutSeconds: 300 });
  expect(JSON.stringify([commands, Object.keys(files)])).not.toContain('spring-boot.service');
  expect(files['/etc/websocket-host/nginx.conf']).toContain('include spring-boot-address.conf;');
});

test('on an existing load balancer of the same app, whose idle timeout is read from it', () => {
  const { template, warnings } = synthesized((stack) => {
    const vpc = new Vpc(stack, 'Vpc', { natGateways: 1 });
    const existing = new ApplicationLoadBalancer(stack, 'Alb', { vpc, internetFacing: true, idleTimeout: Duration.hours(1) });
    const listener = IngressListener.onLoadBalancer(existing);
    new SpringWebSocketService(stack, 'Chat', { app: chat(), routes, domain: ServiceDomain.inZone(zone(stack)), listener });
  });
  expect(warnings).toEqual([]);
  template.resourceCountIs('AWS::ElasticLoadBalancingV2::LoadBalancer', 1);
  expect(listener(template, 443)[1].Properties.DefaultActions).toEqual([expect.objectContaining({ Type: 'fixed-response' })]);
  expect(group(template).DependsOn).toContain(ids(template, 'AWS::ElasticLoadBalancingV2::ListenerRule')[0]);
});

describe('a rule on a listener in another stack', () => {
  const root = app();
  const shared = new Stack(root, 'Shared', { env });
  const vpc = new Vpc(shared, 'Vpc', { natGateways: 1, maxAzs: 2 });
  const alb = new ApplicationLoadBalancer(shared, 'Alb', { vpc, internetFacing: true, idleTimeout: Duration.hours(1) });
  const https = alb.addListener('Https', {
    port: 443,
    certificates: [certificate(shared)],
    defaultAction: ListenerAction.fixedResponse(404),
  });
  const stack = new Stack(root, 'Chat', { env });
  new SpringWebSocketService(stack, 'Chat', {
    app: chat(),
    routes,
    vpc,
    domain: ServiceDomain.inZone(
      HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' }),
      'api',
    ),
    listener: IngressListener.rule(https, { loadBalancer: alb, priority: 20, paths: ['/api/*', '/ws*'], idleTimeout: Duration.hours(1) }),
  });
  const { Chat, Shared } = synthesizedStacks(stack);

  test("takes the domain's name and the paths, and brings its certificate", () => {
    Chat!.template.hasResourceProperties('AWS::ElasticLoadBalancingV2::ListenerRule', {
      Priority: 20,
      Actions: [{ Type: 'forward', TargetGroupArn: Match.anyValue() }],
      Conditions: [
        { Field: 'host-header', HostHeaderConfig: { Values: ['api.example.com'] } },
        { Field: 'path-pattern', PathPatternConfig: { Values: ['/api/*', '/ws*'] } },
      ],
    });
    Chat!.template.resourceCountIs('AWS::ElasticLoadBalancingV2::ListenerCertificate', 1);
    expect(Chat!.warnings).toEqual([]);
  });

  test('is waited for, with its certificate', () => {
    const awaited = [
      'AWS::ElasticLoadBalancingV2::ListenerRule',
      'AWS::ElasticLoadBalancingV2::ListenerCertificate',
      'AWS::Logs::LogGroup',
    ];
    expect(group(Chat!.template).DependsOn).toEqual(expect.arrayContaining(awaited.flatMap((type) => ids(Chat!.template, type))));
  });

  test('leaves the shared stack independent of this one', () => {
    expect(stack.dependencies.map(({ stackName }) => stackName)).toEqual(['Shared']);
    expect(shared.dependencies).toEqual([]);
    Shared!.template.resourceCountIs('AWS::ElasticLoadBalancingV2::TargetGroup', 0);
  });

  test('opens the way through the security groups from this stack', () => {
    Chat!.template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 8000, ToPort: 8000, IpProtocol: 'tcp' });
    Chat!.template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', { FromPort: 8000, ToPort: 8000, IpProtocol: 'tcp' });
  });
});

test("a rule by paths only needs no domain, and clients come under the load balancer's name", () => {
  const { template } = synthesized((stack) => {
    const vpc = new Vpc(stack, 'Vpc', { natGateways: 1 });
    const alb = new ApplicationLoadBalancer(stack, 'Alb', { vpc, idleTimeout: Duration.hours(1) });
    const https = new ApplicationListener(stack, 'Https', {
      loadBalancer: alb,
      port: 443,
      certificates: [certificate(stack)],
      defaultAction: ListenerAction.fixedResponse(404),
    });
    const host = new WebSocketHost(stack, 'Host', { app: chat(), routes, vpc });
    new WebSocketIngress(stack, 'Ingress', {
      host,
      listener: IngressListener.rule(https, { loadBalancer: alb, priority: 1, paths: ['/ws*'] }),
    });
  });
  template.resourceCountIs('AWS::ElasticLoadBalancingV2::ListenerCertificate', 0);
  expect(userData(template).deployment.host).toMatch(/^<Alb.*DNSName>$/);
});
