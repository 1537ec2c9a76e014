import { Match } from 'aws-cdk-lib/assertions';
import { ServiceDomain, SpringWebSocketService } from '../lib';
import { AGENT_DIR } from '../lib/host/agent-package';
import { chat, ids, only, routes, synthesized, zone } from './ingress/synthesized';
import { userData } from './ingress/user-data';

let service!: SpringWebSocketService;
const { template, warnings } = synthesized((stack) => {
  service = new SpringWebSocketService(stack, 'Chat', { app: chat(), domain: ServiceDomain.inZone(zone(stack), 'api'), routes });
});

describe('three lines make', () => {
  test('exactly this', () => {
    const counted = Object.values(template.toJSON().Resources as Record<string, { Type: string }>).map(({ Type }) => Type);
    const counts = counted.reduce<Record<string, number>>((sum, type) => ({ ...sum, [type]: (sum[type] ?? 0) + 1 }), {});
    expect(counts).toEqual({
      'AWS::EC2::VPC': 1,
      'AWS::EC2::Subnet': 2,
      'AWS::EC2::RouteTable': 2,
      'AWS::EC2::SubnetRouteTableAssociation': 2,
      'AWS::EC2::Route': 2,
      'AWS::EC2::InternetGateway': 1,
      'AWS::EC2::VPCGatewayAttachment': 1,
      'AWS::EC2::SecurityGroup': 2,
      'AWS::EC2::SecurityGroupIngress': 1,
      'AWS::EC2::SecurityGroupEgress': 1,
      'AWS::EC2::LaunchTemplate': 1,
      'AWS::IAM::Role': 1,
      'AWS::IAM::Policy': 2,
      'AWS::IAM::InstanceProfile': 1,
      'AWS::Logs::LogGroup': 1,
      'AWS::AutoScaling::AutoScalingGroup': 1,
      'AWS::ElasticLoadBalancingV2::LoadBalancer': 1,
      'AWS::ElasticLoadBalancingV2::TargetGroup': 1,
      'AWS::ElasticLoadBalancingV2::Listener': 2,
      'AWS::ElasticLoadBalancingV2::ListenerRule': 1,
      'AWS::CertificateManager::Certificate': 1,
      'AWS::Route53::RecordSet': 1,
      'AWS::CloudWatch::Alarm': 5,
    });
  });

  test('no warning', () => {
    expect(warnings).toEqual([]);
  });

  test('a name for clients', () => {
    expect(service.ingress.url).toBe('https://api.example.com');
    template.hasResourceProperties('AWS::CertificateManager::Certificate', {
      SubjectAlternativeNames: Match.absent(),
      DomainName: 'api.example.com',
      ValidationMethod: 'DNS',
      DomainValidationOptions: [{ DomainName: 'api.example.com', HostedZoneId: 'Z1' }],
    });
    template.hasResourceProperties('AWS::Route53::RecordSet', {
      Name: 'api.example.com.',
      Type: 'A',
      HostedZoneId: 'Z1',
      AliasTarget: Match.anyValue(),
    });
  });

  test('HTTPS, and HTTP that leads to it', () => {
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      Port: 443,
      Protocol: 'HTTPS',
      SslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
      DefaultActions: [
        {
          Type: 'fixed-response',
          FixedResponseConfig: { StatusCode: '404', ContentType: 'text/plain', MessageBody: 'no application has this name' },
        },
      ],
    });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::ListenerRule', {
      Conditions: [{ Field: 'host-header', HostHeaderConfig: { Values: ['api.example.com'] } }],
      Actions: [{ Type: 'forward', TargetGroupArn: { Ref: ids(template, 'AWS::ElasticLoadBalancingV2::TargetGroup')[0] } }],
    });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
      Port: 80,
      DefaultActions: [{ Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' } }],
    });
  });

  test('a network whose hosts nobody but the load balancer reaches', () => {
    const [group] = Object.values(
      template.findResources('AWS::EC2::SecurityGroup', { Properties: { GroupDescription: 'Only the load balancer reaches the hosts' } }),
    );
    expect(group!.Properties).not.toHaveProperty('SecurityGroupIngress');
    expect(only(template, 'AWS::EC2::SecurityGroupIngress').Properties).toMatchObject({
      IpProtocol: 'tcp',
      FromPort: 8000,
      ToPort: 8000,
      SourceSecurityGroupId: { 'Fn::GetAtt': [expect.stringContaining('LoadBalancerSecurityGroup'), 'GroupId'] },
    });
    template.resourceCountIs('AWS::EC2::NatGateway', 0);
    template.resourceCountIs('AWS::EC2::EIP', 0);
  });

  test('the load balancer in front', () => {
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      Scheme: 'internet-facing',
      IpAddressType: 'ipv4',
      LoadBalancerAttributes: [
        { Key: 'deletion_protection.enabled', Value: 'false' },
        { Key: 'idle_timeout.timeout_seconds', Value: '3600' },
        { Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'true' },
      ],
    });
  });

  test('a target group that keeps a SockJS client with its host', () => {
    const { Properties } = only(template, 'AWS::ElasticLoadBalancingV2::TargetGroup');
    expect(Properties).toEqual({
      Port: 8000,
      Protocol: 'HTTP',
      ProtocolVersion: 'HTTP1',
      TargetType: 'instance',
      VpcId: { Ref: ids(template, 'AWS::EC2::VPC')[0] },
      HealthCheckPath: '/.well-known/websocket-host/health',
      HealthCheckIntervalSeconds: 15,
      HealthCheckTimeoutSeconds: 5,
      HealthyThresholdCount: 2,
      UnhealthyThresholdCount: 3,
      Matcher: { HttpCode: '200' },
      TargetGroupAttributes: [
        { Key: 'deregistration_delay.timeout_seconds', Value: '60' },
        { Key: 'stickiness.enabled', Value: 'true' },
        { Key: 'stickiness.type', Value: 'lb_cookie' },
        { Key: 'stickiness.lb_cookie.duration_seconds', Value: '86400' },
      ],
    });
  });

  test('a host that is told where it is', () => {
    const { deployment } = userData(template);
    const bucket = 'cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}';
    expect(deployment).toEqual({
      agent: { bucket, key: expect.stringMatching(/^[0-9a-f]{64}\.zip$/) },
      app: {
        address: '127.0.0.1',
        port: 8080,
        remote: false,
        jar: { bucket, key: expect.stringMatching(/^[0-9a-f]{64}\.jar$/) },
        startTimeoutSeconds: 300,
      },
      environment: {},
      properties: {},
      secrets: {},
      routes: [{ kind: 'sockjs', path: '/ws-stomp', handshakePath: '/ws-stomp' }],
      host: 'api.example.com',
      scheme: 'https',
      stack: '<AWS::StackId>',
      resource: ids(template, 'AWS::AutoScaling::AutoScalingGroup')[0],
      targetGroup: `<${ids(template, 'AWS::ElasticLoadBalancingV2::TargetGroup')[0]}>`,
      targetPort: 8000,
      metrics: ['ClientsWithoutWebSocket', 'OpenSockets'],
      logGroup: `<${ids(template, 'AWS::Logs::LogGroup')[0]}>`,
      userData: false,
    });
  });

  test('resources that stay reachable', () => {
    expect(service.connections).toBe(service.host.connections);
    expect(service.grantPrincipal).toBe(service.host.role);
    expect(service.ingress.certificate).toBeDefined();
    expect(AGENT_DIR).toMatch(/lib\/host\/agent$/);
  });
});
