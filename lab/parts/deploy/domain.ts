import { DescribeCertificateCommand } from '@aws-sdk/client-acm';
import { DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Cloud } from '../../cloud';
import { plain, readRecords } from '../../load-balancer/names';
import type { Service } from '../../service';
import { holds, same } from '../claims';
import type { Show } from './load-balancer';

/** The domain's records and its certificate. */
export async function showDomain({ aws, zone }: Cloud, service: Service, show: Show): Promise<void> {
  const records = await readRecords(aws.route53, zone);
  const { LoadBalancers = [] } = await aws.elb.send(
    new DescribeLoadBalancersCommand({ LoadBalancerArns: [service.id('AWS::ElasticLoadBalancingV2::LoadBalancer')] }),
  );
  await show(
    {
      id: 'record',
      claim: 'The domain is an alias of the load balancer; there is no AAAA record for a load balancer without IPv6.',
      how: 'ListResourceRecordSets.',
      parts: ['AWS APIs'],
    },
    () => {
      const own = records.filter(({ Name, Type }) => plain(Name ?? '') === service.domain && (Type === 'A' || Type === 'AAAA'));
      same(
        'types',
        own.map(({ Type }) => Type),
        ['A'],
      );
      same('alias', plain(own[0].AliasTarget?.DNSName ?? '').replace(/^dualstack\./, ''), plain(LoadBalancers[0]?.DNSName ?? ''));
      return `A ${service.domain} -> ${own[0].AliasTarget?.DNSName}`;
    },
  );
  await show(
    {
      id: 'certificate',
      claim: "The certificate is for the domain and is validated through the zone, without anybody's help.",
      how: 'DescribeCertificate, ListResourceRecordSets.',
      parts: ['AWS APIs', 'certificate'],
    },
    async () => {
      const { Certificate } = await aws.acm.send(
        new DescribeCertificateCommand({ CertificateArn: service.id('AWS::CertificateManager::Certificate') }),
      );
      same('DomainName', Certificate?.DomainName, service.domain);
      same('Status', Certificate?.Status, 'ISSUED');
      const [option] = Certificate?.DomainValidationOptions ?? [];
      same('ValidationMethod', option?.ValidationMethod, 'DNS');
      const wanted = plain(option?.ResourceRecord?.Name ?? '');
      const record = records.find(({ Name, Type }) => Type === 'CNAME' && plain(Name ?? '') === wanted);
      holds(record, `the zone has no CNAME ${wanted}, by which ACM would validate`);
      return `${Certificate?.DomainName} by DNS, CNAME ${plain(record.Name ?? '')} in the zone`;
    },
  );
}
