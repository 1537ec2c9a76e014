import { brokerAccess, hostAccess } from '../../aws/access';
import type { FoundBroker } from '../../aws/brokers';
import { consoleOf } from '../../aws/console';
import type { InstanceFacts, TargetFacts } from '../../aws/facts';
import { statusChecks } from '../../aws/instances';
import type { Reader } from '../../aws/reader';
import { userDataOf } from '../../aws/user-data';
import type { NamedRoute } from '../../nginx/socket-routes';
import { hostNginx } from './host-nginx';
import { lastWord } from './last-words';
import type { Steps } from './steps';

/** A host, as a target of the load balancer or alone. */
export interface Host {
  readonly instance: InstanceFacts;
  readonly target?: TargetFacts;
}

/** Asks about one host; returns the log group that its deployment writes to, where its user data says one. */
export async function examineHost(
  reader: Reader,
  { instance, target }: Host,
  { routes, brokers }: { readonly routes: readonly NamedRoute[]; readonly brokers: readonly FoundBroker[] },
  steps: Steps,
): Promise<string | undefined> {
  const { id } = instance;
  let deploymentLog: string | undefined;
  await steps.step('instance', instance.name ? `${id} (${instance.name})` : id, async () => {
    const { checks, unread } = await statusChecks(reader, instance);
    return { aws: { instance: { ...instance, checks }, target, access: undefined }, unread };
  });
  const { loadBalancer, targetGroup } = steps.aws;
  if (target && targetGroup) {
    if (loadBalancer) {
      await steps.step(
        'security-group',
        brokers.length > 0 ? `load balancer to ${id}, ${id} to its broker` : `load balancer to ${id}`,
        async () => {
          const { access, unread } = await hostAccess(reader, loadBalancer, targetGroup, instance, target.port);
          const further = await brokerAccess(reader, brokers, instance);
          return { aws: { access: access && [...access, ...further.access] }, unread: [...unread, ...further.unread] };
        },
      );
    }
    await steps.step('target-health', `${id} port ${target.port}`, async () => ({ unread: [] }));
  }
  await steps.step('user-data', `user data of ${id}`, async () => {
    const found = await userDataOf(reader, id);
    if (found.unread || found.value === undefined) {
      return { unread: found.unread ? [found.unread] : [] };
    }
    const { nginx, proved, deploymentLog: group } = hostNginx(found.value, loadBalancer?.idleSeconds, routes);
    deploymentLog = group;
    return { aws: { nginx }, proved, unread: [] };
  });
  await steps.step('console', `console of ${id}`, async () => {
    const found = await consoleOf(reader, id);
    if (found.unread) {
      return { unread: [found.unread] };
    }
    const word = lastWord(found.value);
    // A host that is healthy now has mended what it said at boot.
    const over = target?.state === 'healthy';
    return {
      aws: { console: { bytes: found.value.length, line: word?.line } },
      proved: word && !over ? [{ code: word.code, detail: word.line, question: 'console' }] : [],
      unread: [],
    };
  });
  return deploymentLog;
}
