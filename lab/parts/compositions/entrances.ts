import { dirname } from 'node:path';
import {
  DescribeListenerCertificatesCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { NGINX_CONF, UNITS } from '../../../lib/chain/conventions';
import type { Lab } from '../../lab';
import { plain, readRecords } from '../../load-balancer/names';
import { readBalancer } from '../../load-balancer/read-description';
import { onlyInstance } from '../boot';
import { inside } from '../boot/inspect';
import { holds, same } from '../claims';
import type { Compositions } from '../compositions';
import { launchTemplate, userData } from '../deploy/launch-template';
import type { Show } from '../deploy/load-balancer';
import { described, groups } from '../deploy/network';
import { listed, hostRole, statements } from '../deploy/role';

const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';

/** Load balancers and listeners that exist, certificates of one's own, domains elsewhere. */
export async function showEntrances(
  lab: Lab,
  services: Compositions,
  context: Readonly<Record<string, string>>,
  show: Show,
): Promise<void> {
  const { aws } = lab;
  const balancer = async (arn: string) => {
    const { LoadBalancers = [] } = await aws.elb.send(new DescribeLoadBalancersCommand({ LoadBalancerArns: [arn] }));
    return readBalancer(aws.elb, LoadBalancers[0]);
  };
  await show(
    {
      id: 'existing-load-balancer',
      claim: "On an existing load balancer: listeners of its own under a certificate of one's own, and no second load balancer.",
      how: "DescribeListeners of the load balancer that was there; the stack's resources.",
      parts: ['AWS APIs'],
    },
    async () => {
      const { OnLoadBalancer: service } = services;
      same('load balancers of the stack', service.ids('AWS::ElasticLoadBalancingV2::LoadBalancer'), []);
      same('certificates of the stack', service.ids('AWS::CertificateManager::Certificate'), []);
      const { listeners } = await balancer(context.bareArn);
      same('listeners', listeners.map(({ listener }) => listener.ListenerArn).sort(), service.ids(LISTENER).sort());
      const https = listeners.find(({ listener }) => listener.Port === 443);
      same('certificate', https?.certificates, [context.certificateArn]);
      return `ports ${listeners
        .map(({ listener }) => listener.Port)
        .sort()
        .join(' and ')} on ${context.bareArn.split('/')[2]}, certificate ${context.certificateArn.split('/').pop()}`;
    },
  );
  await show(
    {
      id: 'jar-in-a-bucket',
      claim: 'A jar in a bucket is read by its key, and nothing else of that bucket.',
      how: 'GetRolePolicy; user data of the launch template.',
      parts: ['AWS APIs'],
    },
    async () => {
      const { OnLoadBalancer: service } = services;
      const ours = (await statements(aws, hostRole(service)))
        .flatMap(({ Resource }) => listed(Resource))
        .filter((arn) => arn.includes(context.bucket));
      same('resources of the bucket', ours, [`arn:aws:s3:::${context.bucket}/${context.jarKey}`]);
      holds(userData(await launchTemplate(aws, service)).includes(context.jarKey), 'user data does not name the key');
      return ours[0];
    },
  );
  await show(
    {
      id: 'rule-on-a-listener',
      claim:
        'A rule on an existing listener: the name and the paths, ' +
        "the certificate added to the listener, the other team's default untouched.",
      how: 'DescribeRules, DescribeListenerCertificates.',
      parts: ['AWS APIs'],
    },
    async () => {
      const { OnListener: service } = services;
      const { listeners } = await balancer(context.sharedArn);
      const [{ listener, rules }] = listeners;
      same(
        'rules',
        rules
          .filter(({ Priority }) => Priority === '20')
          .map(({ Priority, Conditions = [] }) => [
            Priority,
            ...Conditions.flatMap(
              ({ HostHeaderConfig, PathPatternConfig, Values }) => HostHeaderConfig?.Values ?? PathPatternConfig?.Values ?? Values ?? [],
            ),
          ]),
        [['20', service.domain, '/api/*', '/ws*']],
      );
      same('default action', listener.DefaultActions?.[0]?.FixedResponseConfig?.MessageBody, 'another team answers here');
      const { Certificates = [] } = await aws.elb.send(new DescribeListenerCertificatesCommand({ ListenerArn: listener.ListenerArn }));
      holds(
        Certificates.some(({ CertificateArn }) => CertificateArn === service.id('AWS::CertificateManager::Certificate')),
        "the certificate is not among the listener's",
      );
      return `priority 20: ${service.domain} and /api/*, /ws*; ${Certificates.length} certificates`;
    },
  );
  await show(
    {
      id: 'record-only',
      claim:
        "Under the listener's own certificate: a rule and a record, no certificate besides, in the network of the load balancer, " +
        'with the target group as it was asked for.',
      how: "The stack's resources; DescribeRules, DescribeTargetGroups, DescribeTargetGroupAttributes.",
      parts: ['AWS APIs'],
    },
    async () => {
      const { UnderCertificate: service } = services;
      const certificates = ['AWS::CertificateManager::Certificate', 'AWS::ElasticLoadBalancingV2::ListenerCertificate'];
      same('certificates and networks of the stack', [...certificates, 'AWS::EC2::VPC'].flatMap(service.ids), []);
      const { loadBalancer, listeners } = await balancer(context.sharedArn);
      const rule = listeners[0].rules.find(({ Priority }) => Priority === '21');
      same(
        'names of the rule',
        rule?.Conditions?.flatMap(({ HostHeaderConfig, Values }) => HostHeaderConfig?.Values ?? Values ?? []),
        [service.domain],
      );
      const TargetGroupArn = service.id('AWS::ElasticLoadBalancingV2::TargetGroup');
      const [{ TargetGroups = [] }, { Attributes = [] }] = await Promise.all([
        aws.elb.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [TargetGroupArn] })),
        aws.elb.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn })),
      ]);
      same('network', TargetGroups[0]?.VpcId, loadBalancer.VpcId);
      same('interval of the health check', TargetGroups[0]?.HealthCheckIntervalSeconds, 10);
      same('deregistration delay', Attributes.find(({ Key }) => Key === 'deregistration_delay.timeout_seconds')?.Value, '5');
      return `priority 21: ${service.domain}; no certificate, network ${loadBalancer.VpcId}, checks every 10 s`;
    },
  );
  await show(
    {
      id: 'remote-application',
      claim: 'In front of an application on another machine the host is nginx alone: no Java, no unit for it.',
      how: "Programs, packages, units, processes and nginx's configuration on the host.",
      parts: ['systemd', 'nginx', 'apt', 'EC2'],
    },
    async () => {
      const host = await onlyInstance(lab, services.OnListener);
      same(
        'java',
        await inside(
          host,
          "command -v java || dpkg-query -W -f '${Package} ${Status}\\n' 2>/dev/null | grep -E '^openjdk.* installed' || true",
        ),
        '',
      );
      same(
        'units',
        await inside(
          host,
          `systemctl list-unit-files --no-legend ${UNITS.springBoot}; systemctl list-units --all --no-legend --plain ${UNITS.springBoot}`,
        ),
        '',
      );
      const running = (await host.processes()).split('\n');
      holds(
        running.some((line) => line.includes('nginx: worker')) && !running.some((line) => /\bjava /.test(line)),
        'nginx does not run, or java does',
      );
      const upstream = await inside(host, `grep -rhoF ${context.remoteAddress}:8080 ${dirname(`/${NGINX_CONF}`)} | sort -u`);
      same('where nginx leads', upstream, `${context.remoteAddress}:8080`);
      return `nginx runs and leads to ${upstream}; no java, no package and no process of it, no ${UNITS.springBoot}`;
    },
  );
  await show(
    {
      id: 'external-domain',
      claim: 'A domain outside Route 53 gets no record; its own certificate and its allow-list hold.',
      how: 'ListResourceRecordSets, DescribeListeners, DescribeSecurityGroups.',
      parts: ['AWS APIs'],
    },
    async () => {
      const { External: service } = services;
      same(
        'records',
        (await readRecords(aws.route53)).filter(({ Name }) => plain(Name ?? '').endsWith('example.org')),
        [],
      );
      const { loadBalancer, listeners } = await balancer(service.id('AWS::ElasticLoadBalancingV2::LoadBalancer'));
      same('certificate', listeners.find(({ listener }) => listener.Port === 443)?.certificates, [context.externalCertificateArn]);
      const [group] = await groups(aws, loadBalancer.SecurityGroups ?? []);
      same('ingress', (group.IpPermissions ?? []).flatMap(described).sort(), [
        `tcp 443 from ${context.allowedCidr}`,
        `tcp 80 from ${context.allowedCidr}`,
      ]);
      return `no record; 80 and 443 from ${context.allowedCidr} only`;
    },
  );
}
