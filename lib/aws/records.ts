import type { Route53Types } from './clients';
import type { RecordFacts } from './facts';
import type { Unread } from './failure';
import type { Reader } from './reader';

/** A record may lead to a record of one's own; longer ways nobody builds. */
const MAX_STEPS = 4;

/** Where Route 53 leads a name. */
export async function record(reader: Reader, name: string): Promise<{ record?: RecordFacts; unread: Unread[] }> {
  const zones = await reader.list('route53:ListHostedZones', {}, ({ HostedZones }) => HostedZones);
  if (zones.unread) {
    return { unread: [zones.unread] };
  }
  const unread: Unread[] = [];
  const zone = zoneOf(name, zones.value);
  const sets = zone ? await follow(reader, name, zones.value, unread, MAX_STEPS) : [];
  return { record: unread.length > 0 ? undefined : { name, zone: zone?.Name?.replace(/\.$/, ''), sets }, unread };
}

/** The zone with the longest name that the name ends in; the public one where two have it. */
function zoneOf(name: string, zones: readonly Route53Types.HostedZone[]): Route53Types.HostedZone | undefined {
  const fitting = zones.filter(({ Name = '' }) => `.${name}.`.toLowerCase().endsWith(`.${Name.toLowerCase()}`));
  const isPrivate = ({ Config }: Route53Types.HostedZone) => Number(Config?.PrivateZone ?? false);
  return fitting.sort((a, b) => b.Name!.length - a.Name!.length || isPrivate(a) - isPrivate(b))[0];
}

async function follow(
  reader: Reader,
  name: string,
  zones: readonly Route53Types.HostedZone[],
  unread: Unread[],
  steps: number,
): Promise<RecordFacts['sets']> {
  const zone = zoneOf(name, zones);
  if (!zone || steps === 0) {
    return [];
  }
  const own = await setsOf(reader, zone.Id!, name, unread);
  const found = own.length > 0 ? own : await setsOf(reader, zone.Id!, name.replace(/^[^.]+/, '*'), unread);
  const all: RecordFacts['sets'][number][] = [];
  for (const { type, to } of found) {
    const further = to.length === 1 && zoneOf(to[0]!, zones) ? await follow(reader, to[0]!, zones, unread, steps - 1) : [];
    all.push(...(further.length > 0 ? further.filter((set) => type === 'CNAME' || set.type === type) : [{ type, to }]));
  }
  return all;
}

async function setsOf(reader: Reader, zone: string, name: string, unread: Unread[]): Promise<RecordFacts['sets']> {
  const found = await reader.read('route53:ListResourceRecordSets', {
    HostedZoneId: zone.replace(/^\/hostedzone\//, ''),
    StartRecordName: name,
    MaxItems: 20,
  });
  if (found.unread) {
    unread.push(found.unread);
    return [];
  }
  const types = ['A', 'AAAA', 'CNAME'] as const;
  return (found.value.ResourceRecordSets ?? [])
    .filter((set) => plain(set.Name) === name.toLowerCase())
    .flatMap(({ Type, AliasTarget, ResourceRecords = [] }) => {
      const type = types.find((each) => each === Type);
      const to = AliasTarget?.DNSName ? [plain(AliasTarget.DNSName)] : ResourceRecords.map(({ Value }) => plain(Value));
      return type ? [{ type, to }] : [];
    });
}

/** As people write it: without the final dot, the escaped star and the load balancers' `dualstack.`. */
function plain(name = ''): string {
  return name
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^\\052/, '*')
    .replace(/^dualstack\./, '');
}
