import { ListHostedZonesByNameCommand } from '@aws-sdk/client-route-53';
import type { Cloud } from '../cloud';

/** The id of the account's zone, which spares an app of the lab's its look-up. */
export async function zoneId({ aws, zone }: Pick<Cloud, 'aws' | 'zone'>): Promise<string> {
  const { HostedZones = [] } = await aws.route53.send(new ListHostedZonesByNameCommand({ DNSName: zone }));
  return (HostedZones[0]?.Id ?? '').split('/').pop() ?? '';
}
