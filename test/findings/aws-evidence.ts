import type { AwsEvidence, CertificateFacts } from '../../lib/aws/facts';

export const issued: CertificateFacts = {
  arn: 'arn:aws:acm:eu-west-1:1:certificate/c',
  status: 'ISSUED',
  names: ['api.example.com'],
  expiresInDays: 80,
  wanted: [],
};
export const dnsName = 'chat-1.eu-west-1.elb.amazonaws.com';

/** A chain that AWS has nothing against: the ground on which each case changes one thing. */
export const HEALTHY_AWS: Required<Omit<AwsEvidence, 'unread' | 'console' | 'deploymentLog'>> = {
  region: 'eu-west-1',
  stack: { name: 'Chat', status: 'UPDATE_COMPLETE' },
  names: ['api.example.com'],
  records: [{ name: 'api.example.com', zone: 'example.com', sets: [{ type: 'A', to: [dnsName] }] }],
  certificates: [issued],
  loadBalancer: {
    arn: 'arn:lb',
    name: 'chat',
    dnsName,
    type: 'application',
    state: 'active',
    addressType: 'ipv4',
    securityGroups: ['sg-lb'],
    subnets: ['subnet-a'],
    idleSeconds: 3600,
  },
  classicLoadBalancer: { name: 'old', listeners: [{ port: 443, protocol: 'SSL' }], besides: true },
  listeners: [
    { port: 443, protocol: 'HTTPS', forwards: true, hosts: ['api.example.com'], paths: [], certificates: [issued], unseenCertificates: 0 },
  ],
  targetGroup: {
    arn: 'arn:tg',
    name: 'chat',
    protocol: 'HTTP',
    protocolVersion: 'HTTP1',
    port: 80,
    targetType: 'instance',
    health: { path: '/health', port: 'traffic-port', matcher: '200' },
    stickiness: true,
    deregistrationSeconds: 60,
    targets: 1,
  },
  scalingGroup: { name: 'hosts', desired: 1, inService: 1 },
  instance: {
    id: 'i-1',
    state: 'running',
    vpc: 'vpc-1',
    addresses: ['10.0.0.5'],
    publicAddress: '192.0.2.7',
    securityGroups: ['sg-host'],
    checks: { system: 'ok', instance: 'ok' },
  },
  access: [{ purpose: 'traffic', port: 80, admitted: true, released: true, to: ['sg-host'], from: ['sg-lb'] }],
  target: { id: 'i-1', port: 80, state: 'healthy' },
  broker: { id: 'b-1', name: 'chat', state: 'RUNNING', connections: 120, most: 2000 },
  nginx: { files: ['/etc/nginx/conf.d/chat.conf'], readSeconds: 3600, routes: [{ kind: 'sockjs', path: '/ws' }] },
};

export const { loadBalancer, targetGroup, instance } = HEALTHY_AWS;
export const [listener] = HEALTHY_AWS.listeners;
export const [traffic] = HEALTHY_AWS.access;
