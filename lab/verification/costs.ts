import { Prices } from '../../lib/cost/prices';
import { HOURS } from '../../lib/cost/usage';

const PRICES = new Prices('us-east-1');

/** Of a started hour of a load balancer's capacity, which is one unit at most here. */
const LCU = 1;
/** Of a vCPU for an hour, what a host takes beyond its credits while it starts; not among the prices of `cost`. */
const CREDITS = 0.05 * 0.2;
const DISK_GIB = 16;
const NODES = 2;
const METRICS = 2;

interface Item {
  readonly what: string;
  readonly dollars: number;
  readonly page: string;
}

/** List prices of us-east-1 in US dollars, for all the time that everything that is deployed is there. */
function items(hosts: number): Item[] {
  const hours = hoursOf(hosts);
  const started = Math.ceil(hours);
  const many = hosts > 1 ? 'each' : 'its';
  return [
    {
      what: `load balancer, a started hour, with at most one LCU`,
      dollars: started * (price('albHour') + LCU * price('lcuHour')),
      page: 'elasticloadbalancing/pricing',
    },
    { what: `${hosts > 1 ? hosts : 'one'} t3.small`, dollars: hosts * price('t3.small') * hours, page: 'ec2/pricing/on-demand' },
    { what: `${many} CPU credits while it starts, at most 12 minutes of a vCPU`, dollars: hosts * CREDITS, page: 'ec2/pricing/on-demand' },
    { what: `${2 + hosts} public IPv4 addresses`, dollars: (2 + hosts) * price('ipv4Hour') * hours, page: 'vpc/pricing' },
    { what: `${hosts * DISK_GIB} GiB of gp3`, dollars: (hosts * DISK_GIB * price('gp3Gb') * hours) / HOURS, page: 'ebs/pricing' },
    ...(hosts > 1 ? engine(hours) : []),
    { what: 'logs, queries of Route 53 and requests to S3, at most', dollars: 0.001, page: 'cloudwatch/pricing' },
  ];
}

function engine(hours: number): Item[] {
  return [
    { what: `${NODES} cache.t4g.micro`, dollars: NODES * price('cache.t4g.micro') * hours, page: 'elasticache/pricing' },
    { what: 'the secret with its password', dollars: (price('secretMonth') * hours) / HOURS, page: 'secrets-manager/pricing' },
    {
      what: `${METRICS} metrics and an alarm`,
      dollars: ((METRICS * price('metricMonth') + price('alarmMonth')) * hours) / HOURS,
      page: 'cloudwatch/pricing',
    },
  ];
}

/** An engine takes a while to be made and to be deleted. */
function hoursOf(hosts: number): number {
  return hosts > 1 ? 1 : 0.5;
}

/** What a run costs in US dollars. */
export function total(hosts: number): number {
  return items(hosts).reduce((sum, { dollars }) => sum + dollars, 0);
}

/** What a run costs, item by item. */
export function costs(hosts: number): string[] {
  return [
    `It costs about ${cents(total(hosts))} US cents for the ${hosts > 1 ? '' : 'half '}hour that it may take, ` +
      `at list prices of us-east-1 as known on ${PRICES.asOf} (other regions differ, AWS's pages have the last word):`,
    ...items(hosts).map(({ what, dollars, page }) => `  ${cents(dollars).padStart(5)}  ${what.padEnd(63)} https://aws.amazon.com/${page}/`),
  ];
}

function cents(dollars: number): string {
  return (dollars * 100).toFixed(1);
}

function price(name: string): number {
  const found = PRICES.find(name);
  if (!found) {
    throw new Error(`lib/cost/prices.json has no price of ${name}`);
  }
  return found.dollars;
}
