import { clientAccess } from '../../aws/access';
import { certificate } from '../../aws/certificates';
import type { LoadBalancerFacts, RecordFacts } from '../../aws/facts';
import type { Unread } from '../../aws/failure';
import { listeners, type FoundListeners } from '../../aws/listeners';
import { loadBalancer } from '../../aws/load-balancer';
import type { Reader } from '../../aws/reader';
import { record } from '../../aws/records';
import type { Scope } from '../../aws/scope';
import { targetGroupAttributes, targetsOf, type FoundTargetGroup } from '../../aws/target-groups';
import type { Brought, Steps } from './steps';

/** Asks about the way from the clients to a target group: names, certificates, load balancer, listener, the group itself. */
export async function examineEntrance(reader: Reader, scope: Scope, group: FoundTargetGroup, steps: Steps): Promise<void> {
  const [arn] = [...group.loadBalancers, ...scope.loadBalancers];
  const balancer = arn === undefined ? { loadBalancer: undefined, unread: [] } : await loadBalancer(reader, arn);
  const found: FoundListeners =
    arn === undefined ? { listeners: [], unread: [], unreadCertificates: [] } : await listeners(reader, arn, group.facts.arn);
  const names = namesOf(scope, found);
  const known = { loadBalancer: balancer.loadBalancer, names, targetGroup: group.facts };
  await steps.step('record', names.join(', ') || 'names', async () =>
    asRecords(await Promise.all(names.map((name) => record(reader, name))), known),
  );
  await steps.step('certificate', 'certificates', async () => {
    const own = await Promise.all(scope.certificates.map((each) => certificate(reader, each)));
    const unread = [...found.unreadCertificates, ...found.unread, ...own.flatMap((read) => read.unread ?? [])];
    return { aws: { listeners: found.listeners, certificates: own.flatMap(({ value }) => value ?? []) }, unread };
  });
  await steps.step('load-balancer', balancer.loadBalancer?.name ?? 'load balancer', () => asBalancer(reader, balancer, found));
  await steps.step('listener', `to ${group.facts.name}`, async () => ({ unread: found.unread }));
  await steps.step('target-group', group.facts.name, async () => {
    const [{ more, unread }, targets] = await Promise.all([
      targetGroupAttributes(reader, group.facts.arn),
      targetsOf(reader, group.facts.arn),
    ]);
    return {
      aws: { targetGroup: { ...group.facts, ...more, targets: targets.value?.length } },
      unread: [...unread, ...(targets.unread ? [targets.unread] : [])],
    };
  });
}

/** Whom the chain serves: rules and records say it, else the certificates. */
function namesOf({ names }: Scope, { listeners: all = [] }: FoundListeners): string[] {
  const leading = all.filter(({ forwards }) => forwards);
  const said = [...leading.flatMap(({ hosts }) => hosts), ...names];
  const own = said.length > 0 ? said : leading.flatMap(({ certificates }) => certificates.flatMap((each) => each.names));
  return [...new Set(own.map((name) => name.toLowerCase()))].filter((name) => !/[*?]/.test(name)).slice(0, 5);
}

function asRecords(found: readonly { record?: RecordFacts; unread: Unread[] }[], known: Brought['aws']): Brought {
  return { aws: { ...known, records: found.flatMap((each) => each.record ?? []) }, unread: found.flatMap(({ unread }) => unread) };
}

async function asBalancer(
  reader: Reader,
  balancer: { loadBalancer?: LoadBalancerFacts; unread: Unread[] },
  found: FoundListeners,
): Promise<Brought> {
  const doors =
    balancer.loadBalancer && found.listeners ? await clientAccess(reader, balancer.loadBalancer, found.listeners) : { unread: [] };
  return { aws: { access: doors.access }, unread: [...balancer.unread, ...doors.unread] };
}
