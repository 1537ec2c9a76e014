import type { BrokerFacts } from './facts';
import type { Unread } from './failure';
import type { Reader } from './reader';
import type { StackResource } from './stack';
import { templateOf } from './template';

/** A broker of Amazon MQ in a stack. */
export interface FoundBroker {
  readonly id: string;
  /** Its security groups; absent where the template does not show all of them. */
  readonly groups?: readonly string[];
  readonly unread: readonly Unread[];
}

/** The brokers among a stack's resources, with the security groups that its template gives them. */
export function brokersOf(reader: Reader, resources: readonly StackResource[]): Promise<FoundBroker[]> {
  return Promise.all(
    resources
      .filter(({ type }) => type === 'AWS::AmazonMQ::Broker')
      .map(async ({ stack, logicalId, physicalId }) => {
        const found = await reader.read('cloudformation:GetTemplate', { StackName: stack, TemplateStage: 'Processed' });
        const written = templateOf(found.value?.TemplateBody ?? '')?.Resources?.[logicalId]?.Properties?.SecurityGroups;
        const groups = (Array.isArray(written) ? written : []).map((group: unknown) => groupOf(group, stack, resources));
        const known = groups.flatMap((group) => group ?? []);
        return {
          id: physicalId,
          groups: known.length > 0 && known.length === groups.length ? known : undefined,
          unread: found.unread ? [found.unread] : [],
        };
      }),
  );
}

/** A group's id, written out or as what another resource of the stack has. */
function groupOf(written: unknown, stack: string, resources: readonly StackResource[]): string | undefined {
  if (typeof written === 'string' && written.startsWith('sg-')) {
    return written;
  }
  const { 'Fn::GetAtt': attribute, Ref: reference } = (written ?? {}) as { readonly 'Fn::GetAtt'?: unknown; readonly Ref?: unknown };
  const [name] = [attribute, reference].flat().filter((each) => typeof each === 'string');
  const logicalId = name?.split('.')[0];
  return resources.find((each) => each.stack === stack && each.logicalId === logicalId)?.physicalId;
}

const METRICS = { connections: 'CurrentConnectionsCount', most: 'StompMaximumConnections' } as const;
/** Amazon MQ publishes each minute. */
const PERIOD_SECONDS = 60;
const MINUTES = 10;

/** What Amazon MQ and CloudWatch say of a broker. */
export async function brokerState(reader: Reader, id: string): Promise<{ readonly broker?: BrokerFacts; readonly unread: Unread[] }> {
  const { value, unread } = await reader.read('mq:DescribeBroker', { BrokerId: id });
  if (!value) {
    return { unread: [unread] };
  }
  const { BrokerName: name = id, BrokerState: state = 'unknown', ActionsRequired = [], BrokerInstances = [] } = value;
  const wanted = ActionsRequired.map(({ ActionRequiredCode, ActionRequiredInfo }) =>
    [ActionRequiredCode, ActionRequiredInfo].filter(Boolean).join(': '),
  );
  // Each of a pair has metrics of its own; the one that waits has no connections.
  const instances = BrokerInstances.map((_, index) => `${name}-${index + 1}`);
  const metrics = await latest(reader, instances);
  return {
    broker: { id, name, state, wanted: wanted.join('; ') || undefined, ...metrics.values },
    unread: metrics.unread,
  };
}

/** The newest value of each metric, the largest of all instances. */
async function latest(reader: Reader, instances: readonly string[]) {
  if (instances.length === 0) {
    return { values: {}, unread: [] };
  }
  const names = Object.keys(METRICS) as (keyof typeof METRICS)[];
  const now = Math.floor(Date.now() / 60_000) * 60_000;
  const { value, unread } = await reader.read('cloudwatch:GetMetricData', {
    StartTime: new Date(now - MINUTES * 60_000),
    EndTime: new Date(now),
    ScanBy: 'TimestampDescending',
    MetricDataQueries: instances.flatMap((instance, index) =>
      names.map((name) => ({
        Id: `${name}${index}`,
        MetricStat: {
          Metric: { Namespace: 'AWS/AmazonMQ', MetricName: METRICS[name], Dimensions: [{ Name: 'Broker', Value: instance }] },
          Period: PERIOD_SECONDS,
          Stat: 'Maximum',
        },
      })),
    ),
  });
  const newest = (name: string) => {
    const values = (value?.MetricDataResults ?? []).filter(({ Id }) => Id?.startsWith(name)).flatMap(({ Values }) => Values?.[0] ?? []);
    return values.length > 0 ? { [name]: Math.max(...values) } : {};
  };
  return { values: Object.assign({}, ...names.map(newest)) as Pick<BrokerFacts, 'connections' | 'most'>, unread: unread ? [unread] : [] };
}
