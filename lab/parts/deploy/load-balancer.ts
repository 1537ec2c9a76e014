import { DescribeLoadBalancersCommand, DescribeTargetGroupsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Cloud } from '../../cloud';
import { readBalancer, readGroup } from '../../load-balancer/read-description';
import type { Service } from '../../service';
import { type claimsOf, holds, same } from '../claims';
import { templateOf } from './template';

export type Show = ReturnType<typeof claimsOf>;

/** Load balancer, listeners, rules and target group of a service. */
export async function showLoadBalancer({ aws }: Cloud, service: Service, show: Show): Promise<void> {
  const { LoadBalancers = [] } = await aws.elb.send(
    new DescribeLoadBalancersCommand({ LoadBalancerArns: [service.id('AWS::ElasticLoadBalancingV2::LoadBalancer')] }),
  );
  const { loadBalancer, attributes, listeners } = await readBalancer(aws.elb, LoadBalancers[0]);
  const at = (port: number) => {
    const found = listeners.find(({ listener }) => listener.Port === port);
    holds(found, `no listener on port ${port}: there are ${listeners.map(({ listener }) => listener.Port).join(', ')}`);
    return found;
  };

  await show(
    {
      id: 'load-balancer',
      claim: 'The load balancer faces the internet, keeps silent sockets for an hour and drops invalid headers.',
      how: 'DescribeLoadBalancers, DescribeLoadBalancerAttributes.',
      parts: ['AWS APIs'],
    },
    () => {
      same('Scheme', loadBalancer.Scheme, 'internet-facing');
      same('Type', loadBalancer.Type, 'application');
      same('idle_timeout.timeout_seconds', attributes['idle_timeout.timeout_seconds'], '3600');
      same('routing.http.drop_invalid_header_fields.enabled', attributes['routing.http.drop_invalid_header_fields.enabled'], 'true');
      holds((loadBalancer.AvailabilityZones ?? []).length > 1, 'it is in less than two availability zones');
      return `internet-facing, idle timeout 3600 s, invalid headers dropped, in ${loadBalancer.AvailabilityZones?.length} zones`;
    },
  );
  await show(
    {
      id: 'https-listener',
      claim: 'HTTPS with TLS 1.2 or newer, under the certificate for the domain.',
      how: 'DescribeListeners.',
      parts: ['AWS APIs'],
    },
    () => {
      const { listener, certificates } = at(443);
      same('Protocol', listener.Protocol, 'HTTPS');
      same('certificates', certificates, [service.id('AWS::CertificateManager::Certificate')]);
      holds(/TLS13-1-[23]/.test(listener.SslPolicy ?? ''), `SslPolicy is ${listener.SslPolicy}, which allows older TLS`);
      return `port 443, ${listener.SslPolicy}, one certificate`;
    },
  );
  await show(
    { id: 'http-redirects', claim: 'Plain HTTP does nothing but redirect to HTTPS.', how: 'DescribeListeners.', parts: ['AWS APIs'] },
    () => {
      const { listener, rules } = at(80);
      const [action, ...others] = listener.DefaultActions ?? [];
      same(
        'actions',
        [
          action?.Type,
          action?.RedirectConfig?.Protocol,
          action?.RedirectConfig?.Port,
          action?.RedirectConfig?.StatusCode,
          others.length,
          rules.length,
        ],
        ['redirect', 'HTTPS', '443', 'HTTP_301', 0, 0],
      );
      return '301 to HTTPS on 443, no further rule';
    },
  );
  await show(
    {
      id: 'only-the-domain',
      claim: 'The service answers to its own name only; every other name gets 404.',
      how: 'DescribeRules of the HTTPS listener.',
      parts: ['AWS APIs'],
    },
    () => {
      const { listener, rules } = at(443);
      same(
        'default action',
        listener.DefaultActions?.map(({ Type, FixedResponseConfig }) => [Type, FixedResponseConfig?.StatusCode]),
        [['fixed-response', '404']],
      );
      same('number of rules', rules.length, 1);
      same(
        'condition',
        rules[0].Conditions?.map(({ Field, HostHeaderConfig, Values }) => [Field, HostHeaderConfig?.Values ?? Values]),
        [['host-header', [service.domain]]],
      );
      const [action] = rules[0].Actions ?? [];
      same(
        'action',
        [action?.Type, action?.TargetGroupArn ?? action?.ForwardConfig?.TargetGroups?.[0]?.TargetGroupArn],
        ['forward', service.id('AWS::ElasticLoadBalancingV2::TargetGroup')],
      );
      return `one rule: host-header ${service.domain} -> the target group; default 404`;
    },
  );
  const inTemplate = (await templateOf(aws, service.stack)).only('AWS::ElasticLoadBalancingV2::TargetGroup');
  const { TargetGroups = [] } = await aws.elb.send(
    new DescribeTargetGroupsCommand({ TargetGroupArns: [service.id('AWS::ElasticLoadBalancingV2::TargetGroup')] }),
  );
  await show(
    {
      id: 'target-group',
      claim: 'The target group speaks HTTP/1.1 to port 8000, asks the agent for health, drains for 60 s and is sticky for SockJS.',
      how: 'DescribeTargetGroups, DescribeTargetGroupAttributes; the protocol version in the deployed template (GetTemplate).',
      parts: ['AWS APIs'],
    },
    async () => {
      const { group, attributes: own, targets } = await readGroup(aws.elb, TargetGroups[0]);
      same('protocol', [group.Protocol, inTemplate.ProtocolVersion, group.Port, group.TargetType], ['HTTP', 'HTTP1', 8000, 'instance']);
      same(
        'health check',
        [
          group.HealthCheckPath,
          group.Matcher?.HttpCode,
          group.HealthCheckIntervalSeconds,
          group.HealthCheckTimeoutSeconds,
          group.HealthyThresholdCount,
          group.UnhealthyThresholdCount,
        ],
        ['/.well-known/websocket-host/health', '200', 15, 5, 2, 3],
      );
      same(
        'attributes',
        [own['deregistration_delay.timeout_seconds'], own['stickiness.enabled'], own['stickiness.type']],
        ['60', 'true', 'lb_cookie'],
      );
      same('number of targets', targets.length, 1);
      return `${group.HealthCheckPath} every 15 s, deregistration delay 60 s, lb_cookie, one target on port ${targets[0].port}`;
    },
  );
}
