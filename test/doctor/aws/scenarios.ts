import { EC2 } from '@aws-sdk/client-ec2';
import { Route53 } from '@aws-sdk/client-route-53';
import { consoleText, protocolVersion, statusChecks, targetHealth, userData } from './answers';
import type { Deployed, Lab } from './lab';
import { ref, SCRIPT, tcp, type Resources } from './template';

/** What is changed, and which finding must be the cause, with what of it. */
export interface Scenario {
  readonly change?: (resources: Resources) => void;
  readonly afterwards?: (chain: Deployed, lab: Lab) => Promise<void> | void;
  readonly code: string;
  readonly hop: string;
  readonly detail: (chain: Deployed) => string;
  /** Questions that go wrong because of it. */
  readonly consequences?: readonly string[];
  /** It is told as something to know: nothing of it must be broken. */
  readonly notice?: true;
}

const unhealthy = (host: string, reason = 'Target.Timeout', description = 'Request timed out') =>
  targetHealth(host, 80, 'unhealthy', reason, description);

/** One chain each, with one thing wrong. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  'the host does not admit the load balancer to the traffic port': {
    change: ({ HostGroup }) =>
      (HostGroup!.Properties.SecurityGroupIngress = [tcp(8081, { CidrIp: '10.0.0.0/16' }), tcp(80, { CidrIp: '203.0.113.0/24' })]),
    code: 'SG-BLOCK',
    hop: 'host',
    detail: ({ id, host }) =>
      `${host} (${id('HostGroup')}) does not admit the load balancer (${id('BalancerGroup')}) to port 80, where requests go`,
  },
  'the host does not admit the load balancer to the health port': {
    change: ({ HostGroup }) => (HostGroup!.Properties.SecurityGroupIngress = [tcp(80, { SourceSecurityGroupId: ref('BalancerGroup') })]),
    afterwards: ({ host }, lab) => lab.answer(unhealthy(host)),
    code: 'SG-BLOCK',
    hop: 'host',
    detail: ({ id, host }) =>
      `${host} (${id('HostGroup')}) does not admit the load balancer (${id('BalancerGroup')}) to port 8081, where the health check asks`,
    consequences: ['target-health: unhealthy, Target.Timeout, Request timed out'],
  },
  'nobody is admitted to the listener': {
    change: ({ BalancerGroup }) => (BalancerGroup!.Properties.SecurityGroupIngress = [tcp(80, { CidrIp: '0.0.0.0/0' })]),
    code: 'SG-BLOCK',
    hop: 'tcp',
    detail: ({ name, id }) => `nobody is admitted to port 443 of ${name} (${id('BalancerGroup')})`,
  },
  'the health check meets a redirect to the login': {
    afterwards: ({ host }, lab) =>
      lab.answer(unhealthy(host, 'Target.ResponseCodeMismatch', 'Health checks failed with these codes: [302]')),
    code: 'ALB-HEALTH-401-302',
    hop: 'load-balancer',
    detail: ({ host }) => `GET /health of ${host} answers 302, expected is 200`,
  },
  'the target does not answer': {
    afterwards: ({ host }, lab) => lab.answer(unhealthy(host, 'Target.FailedHealthChecks', 'Health checks failed')),
    code: 'TARGET-UNHEALTHY',
    hop: 'load-balancer',
    detail: ({ host }) =>
      `${host}: Target.FailedHealthChecks, Health checks failed; the health check is GET /health on port 8081, expected 200`,
  },
  'the idle timeout is below what nginx allows': {
    change: ({ Balancer }) => (Balancer!.Properties.LoadBalancerAttributes = []),
    code: 'ALB-IDLE-60',
    hop: 'load-balancer',
    detail: () => 'nginx lets sockets be silent for 3600 s, but the load balancer only for 60 s',
  },
  'the idle timeout is 60 s and nothing says that it should be more': {
    change: ({ Balancer }) => (Balancer!.Properties.LoadBalancerAttributes = []),
    afterwards: (_, lab) => lab.answer(userData(SCRIPT.replace(/ {4}proxy_read_timeout.*\n/, ''))),
    code: 'ALB-IDLE-60',
    hop: 'load-balancer',
    detail: () => 'its idle timeout is 60 s: harmless only while heartbeats pass more often',
    notice: true,
  },
  'nginx closes before the load balancer does': {
    afterwards: (_, lab) => lab.answer(userData(SCRIPT.replace('4100s', '65s'))),
    code: 'ALB-IDLE-GT-KEEPALIVE',
    hop: 'load-balancer',
    detail: () => '/etc/nginx/conf.d/chat.conf:4: connections are kept for 65 s, but the load balancer keeps them for 3600 s',
  },
  'the target group has no stickiness': {
    change: ({ Targets }) => (Targets!.Properties.TargetGroupAttributes = []),
    code: 'ALB-STICKY-MISSING',
    hop: 'load-balancer',
    detail: ({ name }) =>
      `target group ${name} has stickiness off: that matters to SockJS with two hosts, as during a deployment, and not to raw WebSockets`,
    notice: true,
  },
  'the target group speaks HTTP2': {
    afterwards: (_, lab) => lab.answer(protocolVersion('HTTP2')),
    code: 'ALB-TG-PROTOCOL',
    hop: 'load-balancer',
    detail: ({ name }) => `target group ${name} has the protocol version HTTP2`,
  },
  'no listener forwards to the target group': {
    change: (resources) => {
      resources.Listener!.Properties.DefaultActions = [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }];
      delete resources.Rule;
    },
    code: 'ALB-RULE-MISSING',
    hop: 'load-balancer',
    detail: ({ name }) => `neither a default action nor a rule of ${name} forwards to ${name}`,
  },
  'the certificate is for another name': {
    change: ({ Certificate }) => (Certificate!.Properties.DomainName = 'www.example.com'),
    code: 'TLS-NAME',
    hop: 'tls',
    detail: ({ name }) => `the listener on port 443 has certificates for www.example.com, not for api.${name}.example.com`,
  },
  'the certificate waits for its record': {
    afterwards: (_, lab) =>
      lab.answer((call) =>
        call.action === 'DescribeCertificate' ? { body: call.said.replace('"ISSUED"', '"PENDING_VALIDATION"') } : undefined,
      ),
    code: 'CERT-PENDING',
    hop: 'tls',
    detail: ({ name }) => `the certificate of api.${name}.example.com is PENDING_VALIDATION`,
  },
  'the last deployment went back': {
    afterwards: (_, lab) =>
      lab.answer((call) =>
        call.action === 'DescribeStacks' ? { body: call.said.replace('CREATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE') } : undefined,
      ),
    code: 'STACK-FAILED',
    hop: 'host',
    detail: ({ name }) => `${name} is UPDATE_ROLLBACK_COMPLETE`,
  },
  'the record leads to another load balancer': {
    change: ({ Record }) =>
      (Record!.Properties.AliasTarget = { DNSName: 'old-1234.us-east-1.elb.amazonaws.com', HostedZoneId: 'Z35SXDOTRQ7X7K' }),
    code: 'DNS-WRONG-TARGET',
    hop: 'dns',
    detail: ({ name }) => `api.${name}.example.com points to old-1234.us-east-1.elb.amazonaws.com, not to `,
  },
  'there is no record': {
    change: (resources) => {
      delete resources.Record;
    },
    code: 'DNS-WRONG-TARGET',
    hop: 'dns',
    detail: ({ name }) => `zone ${name}.example.com has no A, AAAA or CNAME record api.${name}.example.com`,
  },
  'the AAAA record leads elsewhere': {
    afterwards: async ({ id, name }, lab) => {
      const route53 = new Route53(lab.sdk);
      const set = { Name: `api.${name}.example.com`, Type: 'AAAA' as const, TTL: 60, ResourceRecords: [{ Value: '2001:db8::1' }] };
      await route53.changeResourceRecordSets({
        HostedZoneId: id('Zone'),
        ChangeBatch: { Changes: [{ Action: 'CREATE', ResourceRecordSet: set }] },
      });
    },
    code: 'DNS-AAAA-BROKEN',
    hop: 'dns',
    detail: ({ name }) => `the AAAA record of api.${name}.example.com points to 2001:db8::1, its A record to `,
  },
  'the instance is stopped': {
    afterwards: async ({ host }, lab) => {
      await new EC2(lab.sdk).stopInstances({ InstanceIds: [host] });
      lab.answer(targetHealth(host, 80, 'unused', 'Target.InvalidState', 'Target is in the stopped state'));
    },
    code: 'EC2-NOT-RUNNING',
    hop: 'host',
    detail: ({ host }) => `${host} is stopped`,
    consequences: ['target-health: unused, Target.InvalidState, Target is in the stopped state'],
  },
  'the instance does not answer EC2': {
    afterwards: ({ host }, lab) => lab.answer(statusChecks('ok', 'impaired'), unhealthy(host)),
    code: 'EC2-STATUS-FAILED',
    hop: 'host',
    detail: ({ host }) => `${host}: system check ok, instance check impaired`,
    consequences: ['target-health: unhealthy, Target.Timeout, Request timed out'],
  },
  'nginx drops Upgrade': {
    afterwards: (_, lab) => lab.answer(userData(SCRIPT.replace(/ {4}proxy_set_header (Upgrade|Connection).*\n/g, ''))),
    code: 'PROXY-UPGRADE-MISSING',
    hop: 'nginx',
    detail: () => '/etc/nginx/conf.d/chat.conf:6: ',
  },
  'the shell that writes the file takes the variables away': {
    afterwards: (_, lab) => lab.answer(userData(SCRIPT.replace("<<'EOF'", '<<EOF'))),
    code: 'NGX-VARIABLES-LOST',
    hop: 'nginx',
    detail: () => '/etc/nginx/conf.d/chat.conf is written without $http_upgrade, $connection_upgrade, $host',
  },
  "the gate's sentence is on the console": {
    afterwards: ({ host }, lab) =>
      lab.answer(
        consoleText('[   71.2] cloud-init[1211]: APP-EXITED at spring-boot: the application ended (exit code 1). Read its log.\n'),
        targetHealth(host, 80, 'unused', 'Target.NotRegistered', 'x'),
      ),
    code: 'APP-EXITED',
    hop: 'spring-boot',
    detail: () => 'APP-EXITED at spring-boot: the application ended (exit code 1). Read its log.',
    consequences: ['target-health: unused, Target.NotRegistered, x'],
  },
};
