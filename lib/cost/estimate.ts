import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAssembly, type StackTemplate } from '../rehearsal/cloud-assembly';
import { findHost } from '../rehearsal/host-in-template';
import type { Line } from './bill';
import { breakEven, compare, type Comparison, hostsFor } from './comparison';
import { deployedIn, type Deployed } from './deployed';
import { month } from './month';
import { itemNames, Prices } from './prices';
import type { Usage } from './usage';

/** What an estimate is made from. */
export interface EstimateOptions {
  /** The cloud assembly. */
  readonly app: string;
  /** The stacks that are counted; all of the assembly by default. The host is in one of them. */
  readonly stacks: readonly string[];
  /** Whose prices are taken; that of the host's stack by default. */
  readonly region?: string;
  readonly usage: Usage;
  /** Prices of the user's own, by the names of docs/cost.md. */
  readonly prices: Readonly<Record<string, number>>;
}

/** What a deployment costs in a month. */
export interface Estimate {
  readonly stack: string;
  readonly region: string;
  /** The day of the newest price. */
  readonly pricesAsOf: string;
  readonly usage: Usage;
  readonly hosts: Pick<Deployed['hosts'], 'instanceType' | 'minimum' | 'maximum' | 'socketsEach'> & {
    /** How many the sockets need, and how many of them there may be, which are counted. */
    readonly needed: number;
    readonly count: number;
  };
  readonly lines: readonly Line[];
  readonly total: number;
  /** With as few and with as many hosts as the group may have. */
  readonly atLeast: number;
  readonly atMost: number;
  readonly comparison: readonly Comparison[];
  /** From so many sockets on it is cheaper than API Gateway. */
  readonly cheaperThanApiGatewayFrom?: number;
  readonly notCounted: readonly string[];
  /** Names of prices that are missing. */
  readonly missingPrices: readonly string[];
}

const COMPARED = [1000, 10_000, 100_000];

/** Reads an assembly and says what it costs. */
export function estimate({ app, stacks, region, usage, prices: own }: EstimateOptions): Estimate {
  const templates = readAssembly(app).filter(({ stack }) => stacks.length === 0 || stacks.includes(stack));
  const host = findHost(templates);
  const prices = new Prices(region ?? regionOf(host.template), checked(own));
  const deployed = deployedIn(templates, host);
  const { instanceType, minimum, maximum, socketsEach } = deployed.hosts;
  if (!prices.find(instanceType)) {
    throw new Error(
      `no price of ${instanceType} in ${prices.region} is known: give what it costs by the hour, such as --price ${instanceType}=0.1`,
    );
  }
  const needed = hostsFor(deployed, usage.sockets);
  const count = Math.min(maximum, needed);
  const bill = month(deployed, usage, count, prices);
  return {
    stack: deployed.stack,
    region: prices.region,
    pricesAsOf: prices.asOf,
    usage,
    hosts: { instanceType, minimum, maximum, socketsEach, needed, count },
    lines: bill.lines,
    total: bill.total,
    atLeast: month(deployed, usage, minimum, prices).total,
    atMost: month(deployed, usage, maximum, prices).total,
    comparison: COMPARED.map((sockets) => compare(deployed, { ...usage, sockets }, prices)),
    cheaperThanApiGatewayFrom: breakEven(deployed, usage, prices),
    notCounted: notCounted(deployed, bill.missing, prices),
    missingPrices: [...bill.missing.keys()],
  };
}

function checked(own: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const wrong = Object.keys(own).find((name) => !name.includes('.') && !itemNames().includes(name));
  if (wrong !== undefined) {
    throw new Error(`--price ${wrong} is no price: give an instance type, such as t3.small, or one of ${itemNames().join(', ')}`);
  }
  return own;
}

/** The region that a stack is synthesized for. */
function regionOf({ directory, stack }: StackTemplate): string {
  const { artifacts = {} } = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8')) as {
    artifacts?: Record<string, { environment?: string; properties?: { templateFile?: string } }>;
  };
  const artifact = Object.values(artifacts).find(({ properties }) => properties?.templateFile === `${stack}.template.json`);
  const region = artifact?.environment?.split('/').at(-1);
  if (!region || region === 'unknown-region') {
    throw new Error(`the stack ${stack} is for any region (it has no env): say whose prices to take, such as --region eu-central-1`);
  }
  return region;
}

function notCounted(
  { loadBalancers, hosts: { instanceType, mixed, shipsLogs }, engines, others, natGateways }: Deployed,
  missing: ReadonlyMap<string, string>,
  prices: Prices,
): string[] {
  const through = `what goes through NAT gateways, ${prices.find('natGb')?.dollars ?? '?'} $ a GB`;
  return [
    ...[...missing].map(([name, what]) => `${what}: no price is known, give it with --price ${name}=<dollars>`),
    ...(mixed ? [`Spot prices and other instance types of the group: all hosts are counted as ${instanceType}, On-Demand`] : []),
    ...(loadBalancers === 0 ? ['a load balancer: it is not in these stacks'] : []),
    ...(natGateways > 0 ? [`${through}: what hosts download, and what they ask of AWS`] : []),
    ...(engines.some(({ service }) => service === 'Amazon MQ') ? ['the storage of Amazon MQ'] : []),
    ...(shipsLogs ? ['queries of CloudWatch Logs Insights'] : []),
    ...Object.entries(others).map(([type, count]) => `${count} x ${type}`),
    'free tiers, Savings Plans, CPU credits of t3 and t4g beyond the baseline, support, taxes',
    'the moments in which a deployment has more hosts, and the files that cdk deploy uploads',
  ];
}
