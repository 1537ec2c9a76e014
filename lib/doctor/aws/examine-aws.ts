import { brokerState } from '../../aws/brokers';
import { deploymentWords } from '../../aws/deployment-log';
import type { AwsEvidence } from '../../aws/facts';
import { findInstances } from '../../aws/instances';
import type { Reader } from '../../aws/reader';
import type { FoundScalingGroup } from '../../aws/scaling-group';
import type { Scope } from '../../aws/scope';
import { targetsOf, type FoundTargetGroup } from '../../aws/target-groups';
import type { NamedRoute } from '../../nginx/socket-routes';
import type { Examined } from '../answer';
import type { Progress } from '../ask';
import { report, type Report } from '../report';
import { examineEntrance } from './examine-entrance';
import { examineHost, type Host } from './examine-host';
import { lastWord } from './last-words';
import { Steps } from './steps';

/** Hosts of one target group that are looked at: what is wrong with ten is wrong with all. */
const MOST_HOSTS = 10;

/** Examines what a stack or an instance consists of: from the names that clients use to the last words of the hosts. */
export async function examineAws(reader: Reader, scope: Scope, routes: readonly NamedRoute[], progress: Progress = {}): Promise<Report> {
  const parts: Examined[] = [];
  const base: AwsEvidence = { region: reader.region, stack: scope.stack };
  const about = (prefix: string) => scope.unread.filter(({ action }) => action.startsWith(prefix));
  const whole = new Steps({ aws: base }, progress);
  if (scope.stack || about('cloudformation:').length > 0) {
    await whole.step('stack', scope.stack?.name ?? 'stack', async () => ({ unread: about('cloudformation:') }));
  }
  const logs = new Set(scope.deploymentLogs);
  const hosts = new Set<string>();
  const look = async (host: Host, steps: Steps) => {
    hosts.add(host.instance.id);
    const log = await examineHost(reader, host, { routes, brokers: scope.brokers }, steps);
    if (log) logs.add(log);
    parts.push(steps.examined());
  };
  const besides = scope.targetGroups.length + scope.loadBalancers.length > 0;
  for (const { facts, unread } of scope.classicLoadBalancers) {
    const steps = new Steps({ aws: base }, progress);
    await steps.step('load-balancer', facts.name, async () => ({ aws: { classicLoadBalancer: { ...facts, besides } }, unread }));
    parts.push(steps.examined());
  }
  for (const group of scope.targetGroups) {
    const entrance = new Steps({ aws: base }, progress);
    await examineEntrance(reader, scope, group, entrance);
    await askScalingGroup(
      scope.scalingGroups.find(({ targetGroups }) => targetGroups.includes(group.facts.arn)),
      entrance,
    );
    parts.push(entrance.examined());
    for (const host of await hostsOf(reader, group, entrance)) {
      await look(host, entrance.further());
    }
  }
  if (scope.targetGroups.length === 0) {
    const isClassic = scope.classicLoadBalancers.length > 0;
    if ((!isClassic && scope.instances.length + scope.loadBalancers.length > 0) || about('elasticloadbalancing:').length > 0) {
      await whole.step('target-group', 'target groups', async () => ({ unread: about('elasticloadbalancing:') }));
    }
    const found = await findInstances(reader, { ids: scope.instances });
    if (scope.instances.length > 0 && found.unread) {
      await whole.step('instance', scope.instances.join(', '), async () => ({ unread: [found.unread] }));
    }
    for (const instance of scope.instances.length > 0 ? (found.value ?? []).slice(0, MOST_HOSTS) : []) {
      await look({ instance }, new Steps({ aws: base }, progress));
    }
  }
  const attached = scope.targetGroups.map(({ facts }) => facts.arn);
  for (const alone of scope.scalingGroups.filter(({ targetGroups }) => !targetGroups.some((arn) => attached.includes(arn)))) {
    const steps = new Steps({ aws: base }, progress);
    await askScalingGroup(alone, steps);
    parts.push(steps.examined());
  }
  if (about('autoscaling:').length > 0) {
    await whole.step('scaling-group', 'Auto Scaling groups', async () => ({ unread: about('autoscaling:') }));
  }
  const last = new Steps({ aws: base }, progress);
  for (const log of logs) {
    await last.step('deployment-log', log, () => askDeploymentLog(reader, log, hosts, scope));
  }
  parts.push(last.examined());
  for (const { id } of scope.brokers) {
    const steps = new Steps({ aws: base }, progress);
    await steps.step('broker', id, () => askBroker(reader, id));
    parts.push(steps.examined());
  }
  return report([whole.examined(), ...parts]);
}

/** The Auto Scaling group that fills a target group, or none. */
async function askScalingGroup(group: FoundScalingGroup | undefined, steps: Steps): Promise<void> {
  if (group) {
    await steps.step('scaling-group', group.facts.name, async () => ({ aws: { scalingGroup: group.facts }, unread: [] }));
  }
}

async function askBroker(reader: Reader, id: string) {
  const { broker, unread } = await brokerState(reader, id);
  return { aws: { broker }, unread };
}

/** The instances behind a target group's targets, by id or by address. */
async function hostsOf(reader: Reader, { facts, vpc }: FoundTargetGroup, steps: Steps): Promise<Host[]> {
  const targets = (await targetsOf(reader, facts.arn)).value ?? [];
  if (targets.length === 0) {
    return [];
  }
  const ids = targets.flatMap(({ id }) => (id.startsWith('i-') ? [id] : []));
  const addresses = targets.flatMap(({ id }) => (/^[\d.]+$/.test(id) ? [id] : []));
  const reads = await Promise.all([
    ...(ids.length ? [findInstances(reader, { ids })] : []),
    ...(addresses.length && vpc ? [findInstances(reader, { addresses, vpc })] : []),
  ]);
  const unread = reads.flatMap((read) => read.unread ?? []);
  const instances = reads.flatMap(({ value }) => value ?? []);
  const found = targets.map((target) => ({
    target,
    instance: instances.find(({ id, addresses: own }) => id === target.id || own.includes(target.id)),
  }));
  for (const { target } of found.filter(({ instance }) => instance === undefined).slice(0, unread.length > 0 ? 1 : MOST_HOSTS)) {
    await steps.step('instance', target.id, async () => ({ aws: { target, instance: undefined }, unread }));
    await steps.step('target-health', `${target.id} port ${target.port}`, async () => ({ unread: [] }));
  }
  return found.flatMap(({ target, instance }) => (instance ? [{ target, instance }] : [])).slice(0, MOST_HOSTS);
}

/** A word counts when it is about a host of today, or about a deployment that failed. */
async function askDeploymentLog(reader: Reader, group: string, hosts: ReadonlySet<string>, { stack }: Scope) {
  const words = await deploymentWords(reader, group);
  if (words.unread) {
    return { unread: [words.unread] };
  }
  const failing = hosts.size === 0 || /FAILED|ROLLBACK|IN_PROGRESS/.test(stack?.status ?? '');
  const word = words.value.find(({ instance }) => failing || hosts.has(instance)) ?? words.value[0];
  const said = word && lastWord(word.text);
  const counts = said && word && (failing || hosts.has(word.instance));
  return {
    aws: { deploymentLog: { group, instance: word?.instance, sentence: said?.line } },
    proved: counts ? [{ code: said.code, detail: `${word.instance}: ${said.line}`, question: 'deployment-log' as const }] : [],
    unread: [],
  };
}
