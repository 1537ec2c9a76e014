import type { Deployed } from './deployed';
import { machineOf, taskLike } from './machines';
import { month } from './month';
import { type Prices, tiered } from './prices';
import { HOURS, MINUTES, trafficOf, type Usage } from './usage';

/** The same sockets on other services of AWS, in US dollars a month; undefined where a price is missing. */
export interface Comparison {
  readonly sockets: number;
  /** As many of these hosts as the sockets need. */
  readonly hosts: number;
  readonly own: number;
  readonly apiGateway: number;
  readonly fargate?: number;
  readonly elasticBeanstalk?: number;
}

/** API Gateway counts messages in pieces of this length. */
const METERED_BYTES = 32 * 1024;
/** What Elastic Beanstalk's nginx.conf has of worker_connections; a socket takes two, and there is a worker a vCPU. */
const BEANSTALK_CONNECTIONS = 1024;

/** What the same costs elsewhere. */
export function compare(deployed: Deployed, usage: Usage, prices: Prices): Comparison {
  const { sockets } = usage;
  const hosts = hostsFor(deployed, sockets);
  const own = month(deployed, usage, hosts, prices);
  const machine = machineOf(deployed.hosts.instanceType);
  const task = machine && taskLike(machine);
  const [vcpu, memory] = ['fargateVcpuHour', 'fargateGbHour'].map((name) => prices.find(name)?.dollars);
  const taskHour = task && vcpu !== undefined && memory !== undefined ? task.vcpus * vcpu + task.memoryGib * memory : undefined;
  const stock = machine && Math.min(deployed.hosts.socketsEach, (machine.vcpus * BEANSTALK_CONNECTIONS) / 2);
  return {
    sockets,
    hosts,
    own: own.total,
    apiGateway: apiGateway(usage, prices),
    fargate: taskHour && own.total - own.of('hosts', 'disks') + hosts * HOURS * taskHour,
    elasticBeanstalk: stock && month(deployed, usage, Math.max(hosts, Math.ceil(sockets / stock)), prices).total,
  };
}

/** How many hosts so many sockets need, if there may be as many as that. */
export function hostsFor({ hosts: { minimum, socketsEach } }: Deployed, sockets: number): number {
  return Math.max(minimum, Math.ceil(sockets / socketsEach));
}

/** From how many sockets on the deployment is cheaper than API Gateway; undefined if it is not. */
export function breakEven(deployed: Deployed, usage: Usage, prices: Prices): number | undefined {
  const isDearer = (sockets: number) => {
    const at = { ...usage, sockets };
    return month(deployed, at, hostsFor(deployed, sockets), prices).total >= apiGateway(at, prices);
  };
  const dearer = STEPS.filter(isDearer).at(-1);
  if (dearer === STEPS.at(-1)) {
    return undefined;
  }
  return dearer === undefined ? STEPS[0] : STEPS[STEPS.indexOf(dearer) + 1];
}

/** Two digits are as exact as an estimate: 10, 11, ... 99, 100, 110, ... 990 000. */
const STEPS = [10, 100, 1000, 10_000].flatMap((scale) => Array.from({ length: 90 }, (_, index) => ((10 + index) * scale) / 10));

function apiGateway(usage: Usage, prices: Prices): number {
  const { sockets, received, sent, bytes } = usage;
  const messages = (sockets * MINUTES * (received + sent) * Math.ceil(bytes / METERED_BYTES)) / 1e6;
  return (
    tiered(prices.apiMessages, messages) +
    ((sockets * MINUTES) / 1e6) * prices.apiMinutes.dollars +
    tiered(prices.outGb, trafficOf(usage).outGb)
  );
}
