import type { AwsEvidence, CertificateFacts } from '../../lib/aws/facts';

const issued: CertificateFacts = { arn: 'arn:aws:acm:eu-west-1:1:certificate/c', status: 'ISSUED', names: ['api.example.com'], expiresInDays: 80, wanted: [] };
const dnsName = 'chat-1.eu-west-1.elb.amazonaws.com';

/** A chain that AWS has nothing against: the ground on which each case changes one thing. */
export const HEALTHY_AWS: Required<Omit<AwsEvidence, 'unread' | 'console' | 'deploymentLog'>> = {
  region: 'eu-west-1',
  stack: { name: 'Chat', status: 'UPDATE_COMPLETE' },
  names: ['api.example.com'],
  records: [{ name: 'api.example.com', zone: 'example.com', sets: [{ type: 'A', to: [dnsName] }] }],
  certificates: [issued],
  loadBalancer: { arn: 'arn:lb', name: 'chat', dnsName, type: 'application', state: 'active', addressType: 'ipv4', securityGroups: ['sg-lb'], subnets: ['subnet-a'], idleSeconds: 3600 },
  listeners: [{ port: 443, protocol: 'HTTPS', forwards: true, hosts: ['api.example.com'], paths: [], certificates: [issued], unseenCertificates: 0 }],
  targetGroup: {
    arn: 'arn:tg', name: 'chat', protocol: 'HTTP', protocolVersion: 'HTTP1', port: 80, targetType: 'instance', health: { path: '/health', port: 'traffic-port', matcher: '200' },
    stickiness: true, deregistrationSeconds: 60, targets: 1,
  },
  scalingGroup: { name: 'hosts', desired: 1, inService: 1 },
  instance: { id: 'i-1', state: 'running', vpc: 'vpc-1', addresses: ['10.0.0.5'], publicAddress: '192.0.2.7', securityGroups: ['sg-host'], checks: { system: 'ok', instance: 'ok' } },
  access: [{ purpose: 'traffic', port: 80, admitted: true, released: true, to: ['sg-host'], from: ['sg-lb'] }],
  target: { id: 'i-1', port: 80, state: 'healthy' },
  nginx: { files: ['/etc/nginx/conf.d/chat.conf'], readSeconds: 3600, routes: [{ kind: 'sockjs', path: '/ws' }] },
};

const { loadBalancer, listeners, targetGroup, instance, access } = HEALTHY_AWS;
const [listener] = listeners;
const [door] = access;

/** What changes that chain into each failure, and what must not be taken for it. */
export const AWS_CASES: Readonly<Record<string, { readonly is: Partial<AwsEvidence>; readonly isNot: Partial<AwsEvidence> }>> = {
  'SG-BLOCK': { is: { access: [{ ...door!, admitted: false }] }, isNot: { access: [{ ...door!, admitted: undefined, released: undefined }] } },
  'ALB-IDLE-60': { is: { loadBalancer: { ...loadBalancer, idleSeconds: 60 } }, isNot: { loadBalancer: { ...loadBalancer, idleSeconds: undefined } } },
  'ALB-STICKY-MISSING': { is: { targetGroup: { ...targetGroup, stickiness: false } }, isNot: { targetGroup: { ...targetGroup, stickiness: undefined } } },
  'ALB-DEREG': { is: { targetGroup: { ...targetGroup, deregistrationSeconds: 300 } }, isNot: { targetGroup: { ...targetGroup, deregistrationSeconds: 120 } } },
  'ALB-RULE-MISSING': {
    is: { listeners: [{ ...listener!, forwards: false }] },
    isNot: { listeners: [{ ...listener!, forwards: false }], unread: { listener: [{ action: 'elasticloadbalancing:DescribeRules', because: 'denied', said: '' }] } },
  },
  'ALB-TG-PROTOCOL': { is: { targetGroup: { ...targetGroup, protocolVersion: 'GRPC' } }, isNot: {} },
  'ALB-NO-TARGETS': { is: { targetGroup: { ...targetGroup, targets: 0 } }, isNot: { targetGroup: { ...targetGroup, targets: undefined } } },
  'ALB-HEALTH-401-302': {
    is: { target: { id: 'i-1', port: 80, state: 'unhealthy', reason: 'Target.ResponseCodeMismatch', description: 'Health checks failed with these codes: [401]' } },
    isNot: { target: { id: 'i-1', port: 80, state: 'initial', reason: 'Elb.InitialHealthChecking' } },
  },
  'TARGET-UNHEALTHY': { is: { target: { id: 'i-1', port: 80, state: 'unhealthy', reason: 'Target.Timeout' } }, isNot: { target: { id: 'i-1', port: 80, state: 'draining' } } },
  'DNS-WRONG-TARGET': {
    is: { records: [{ name: 'api.example.com', zone: 'example.com', sets: [{ type: 'A', to: ['192.0.2.7'] }] }] },
    isNot: { records: [{ name: 'api.example.com', zone: 'example.com', sets: [{ type: 'A', to: ['d1234.cloudfront.net'] }] }, { name: 'api.example.org', sets: [] }] },
  },
  'DNS-AAAA-BROKEN': {
    is: { records: [{ name: 'api.example.com', zone: 'example.com', sets: [{ type: 'A', to: [dnsName] }, { type: 'AAAA', to: ['2001:db8::1'] }] }] },
    isNot: { records: [{ name: 'api.example.com', zone: 'example.com', sets: [{ type: 'A', to: [dnsName] }, { type: 'AAAA', to: [dnsName] }] }] },
  },
  'TLS-NAME': {
    is: { names: ['www.example.com'] },
    isNot: { names: ['www.example.com'], listeners: [{ ...listener!, unseenCertificates: 1 }] },
  },
  'TLS-EXPIRED': { is: { listeners: [{ ...listener!, certificates: [{ ...issued, status: 'EXPIRED', expiresInDays: -2 }] }] }, isNot: { listeners: [{ ...listener!, certificates: [{ ...issued, expiresInDays: 0 }] }] } },
  'CERT-PENDING': { is: { certificates: [{ ...issued, status: 'PENDING_VALIDATION', expiresInDays: undefined, wanted: [{ name: '_x.api.example.com.', value: '_y.acm-validations.aws.' }] }] }, isNot: { certificates: [] } },
  'ASG-NO-INSTANCE': { is: { scalingGroup: { name: 'hosts', desired: 1, inService: 0, failure: 'quota' } }, isNot: { scalingGroup: { name: 'hosts', desired: 2, inService: 1 } } },
  'EC2-NOT-RUNNING': { is: { instance: { ...instance, state: 'stopped' } }, isNot: { instance: { ...instance, state: 'pending' } } },
  'EC2-STATUS-FAILED': { is: { instance: { ...instance, checks: { system: 'impaired', instance: 'ok' } } }, isNot: { instance: { ...instance, checks: { system: 'initializing', instance: 'insufficient-data' } } } },
  'NGX-VARIABLES-LOST': { is: { nginx: { files: ['/x.conf'], lost: { path: '/x.conf', variables: ['$host'] } } }, isNot: {} },
  'STACK-FAILED': { is: { stack: { name: 'Chat', status: 'UPDATE_ROLLBACK_COMPLETE' } }, isNot: { stack: { name: 'Chat', status: 'UPDATE_IN_PROGRESS' } } },
};
