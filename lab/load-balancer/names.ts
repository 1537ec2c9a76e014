import {
  type HostedZone,
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsCommandOutput,
  paginateListHostedZones,
  type ResourceRecordSet,
  type Route53Client,
} from '@aws-sdk/client-route-53';

/** Names and where they lead. */
export type Hosts = Readonly<Record<string, readonly string[]>>;

/** Every record of the account's zones, or of those of one name. */
export async function readRecords(route53: Route53Client, zone?: string): Promise<ResourceRecordSet[]> {
  const records: ResourceRecordSet[] = [];
  for (const { Id } of await readZones(route53, zone)) {
    let page: Partial<ListResourceRecordSetsCommandOutput> = {};
    do {
      const { NextRecordName: StartRecordName, NextRecordType: StartRecordType, NextRecordIdentifier: StartRecordIdentifier } = page;
      page = await route53.send(
        new ListResourceRecordSetsCommand({ HostedZoneId: Id, StartRecordName, StartRecordType, StartRecordIdentifier }),
      );
      records.push(...(page.ResourceRecordSets ?? []));
    } while (page.IsTruncated);
  }
  return records;
}

/** The account's zones, or those of one name. */
export async function readZones(route53: Route53Client, zone?: string): Promise<HostedZone[]> {
  const zones: HostedZone[] = [];
  for await (const { HostedZones = [] } of paginateListHostedZones({ client: route53 }, {})) {
    zones.push(...HostedZones.filter(({ Name = '' }) => zone === undefined || plain(Name) === plain(zone)));
  }
  return zones;
}

/** Names that lead to load balancers: their own, and the A records that are aliases of those. IPv4 only, as the lab's network is. */
export function hosts(records: readonly ResourceRecordSet[], addressByDnsName: ReadonlyMap<string, string>): Hosts {
  const aliases = records.flatMap(({ Name, Type, AliasTarget, ResourceRecords = [] }): [string, string[]][] => {
    if (Name === undefined || Type !== 'A') {
      return [];
    }
    const target = plain(AliasTarget?.DNSName ?? '').replace(/^dualstack\./, '');
    const addresses = AliasTarget ? [addressByDnsName.get(target) ?? []].flat() : ResourceRecords.map(({ Value }) => Value ?? '');
    return addresses.length > 0 ? [[plain(Name), addresses]] : [];
  });
  return Object.fromEntries([...[...addressByDnsName].map(([name, address]): [string, string[]] => [name, [address]]), ...aliases]);
}

/** A name as DNS compares it. */
export function plain(name: string): string {
  return name.replace(/\.$/, '').toLowerCase();
}
