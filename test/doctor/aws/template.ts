/** User data as tutorials write it: Debian's nginx in front of a jar. */
export const SCRIPT = `#!/bin/bash
apt-get install -y nginx openjdk-21-jre-headless
export DB_PASSWORD=correct-horse-battery-staple
cat > /etc/nginx/conf.d/chat.conf <<'EOF'
map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
server {
  listen 80;
  keepalive_timeout 4100s;
  location /ws-stomp {
    proxy_pass http://127.0.0.1:8080;
    proxy_http_version 1.1;
    proxy_set_header Host $host;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection $connection_upgrade;
    proxy_buffering off;
    proxy_read_timeout 3600s;
    proxy_send_timeout 3600s;
  }
  location = /health { proxy_pass http://127.0.0.1:8080; }
}
EOF
systemctl restart nginx
`;

/** Resources by logical id. */
export type Resources = Record<string, { Type: string; Properties: Record<string, unknown> }>;

export const ref = (Ref: string) => ({ Ref });
const resource = (Type: string, Properties: Record<string, unknown>) => ({ Type, Properties });
export const tcp = (port: number, source: object) => ({ IpProtocol: 'tcp', FromPort: port, ToPort: port, ...source });
export const attributes = (values: Record<string, string>) => Object.entries(values).map(([Key, Value]) => ({ Key, Value }));

/**
 * A chain that was not made with this library: what people write by hand. A test changes what it is about; the instance is started
 * besides.
 */
export function template(name: string): Resources {
  return {
    Vpc: resource('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' }),
    SubnetA: resource('AWS::EC2::Subnet', { VpcId: ref('Vpc'), CidrBlock: '10.0.1.0/24', AvailabilityZone: 'us-east-1a' }),
    SubnetB: resource('AWS::EC2::Subnet', { VpcId: ref('Vpc'), CidrBlock: '10.0.2.0/24', AvailabilityZone: 'us-east-1b' }),
    BalancerGroup: resource('AWS::EC2::SecurityGroup', {
      VpcId: ref('Vpc'),
      GroupDescription: 'clients',
      SecurityGroupIngress: [tcp(443, { CidrIp: '0.0.0.0/0' })],
    }),
    HostGroup: resource('AWS::EC2::SecurityGroup', {
      VpcId: ref('Vpc'),
      GroupDescription: 'hosts',
      // One by group, the other by the ranges of the load balancer's subnets: both are in use.
      SecurityGroupIngress: [tcp(80, { SourceSecurityGroupId: ref('BalancerGroup') }), tcp(8081, { CidrIp: '10.0.0.0/16' })],
    }),
    Certificate: resource('AWS::CertificateManager::Certificate', { DomainName: `api.${name}.example.com`, ValidationMethod: 'DNS' }),
    Balancer: resource('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      Name: name,
      Type: 'application',
      Scheme: 'internet-facing',
      Subnets: [ref('SubnetA'), ref('SubnetB')],
      SecurityGroups: [ref('BalancerGroup')],
      LoadBalancerAttributes: attributes({ 'idle_timeout.timeout_seconds': '3600' }),
    }),
    Targets: resource('AWS::ElasticLoadBalancingV2::TargetGroup', {
      Name: name,
      VpcId: ref('Vpc'),
      Port: 80,
      Protocol: 'HTTP',
      TargetType: 'instance',
      HealthCheckPath: '/health',
      HealthCheckPort: '8081',
      Matcher: { HttpCode: '200' },
      TargetGroupAttributes: attributes({
        'stickiness.enabled': 'true',
        'stickiness.type': 'lb_cookie',
        'deregistration_delay.timeout_seconds': '60',
      }),
    }),
    Listener: resource('AWS::ElasticLoadBalancingV2::Listener', {
      LoadBalancerArn: ref('Balancer'),
      Port: 443,
      Protocol: 'HTTPS',
      Certificates: [{ CertificateArn: ref('Certificate') }],
      DefaultActions: [{ Type: 'forward', TargetGroupArn: ref('Targets') }],
    }),
    Rule: resource('AWS::ElasticLoadBalancingV2::ListenerRule', {
      ListenerArn: ref('Listener'),
      Priority: 1,
      Conditions: [{ Field: 'host-header', HostHeaderConfig: { Values: [`api.${name}.example.com`] } }],
      Actions: [{ Type: 'forward', TargetGroupArn: ref('Targets') }],
    }),
    Zone: resource('AWS::Route53::HostedZone', { Name: `${name}.example.com.` }),
    Record: resource('AWS::Route53::RecordSet', {
      HostedZoneId: ref('Zone'),
      Name: `api.${name}.example.com.`,
      Type: 'A',
      AliasTarget: {
        DNSName: { 'Fn::GetAtt': ['Balancer', 'DNSName'] },
        HostedZoneId: { 'Fn::GetAtt': ['Balancer', 'CanonicalHostedZoneID'] },
      },
    }),
    DeploymentLog: resource('AWS::Logs::LogGroup', {}),
  };
}
