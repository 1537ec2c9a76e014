import { Bill } from './bill';
import { CANARY_METRIC_COUNT, ROUND_SECONDS } from './canaries';
import type { Deployed } from './deployed';
import { type Prices, tiered } from './prices';
import { HOURS, MINUTES, relayedGb, sharedGb, trafficOf, type Traffic, type Usage } from './usage';

/** What a capacity unit of an Application Load Balancer carries. */
const UNIT = { newASecond: 25, open: 3000, gbAnHour: 1, evaluationsASecond: 1000 };
/** Rules whose evaluation is free. */
const FREE_RULES = 10;
/** Of two zones, half of what goes between hosts and their engine goes from one to the other. */
const BETWEEN_ZONES = 0.5;

/** A month with so many hosts. */
export function month(deployed: Deployed, usage: Usage, hosts: number, prices: Prices): Bill {
  const bill = new Bill(prices);
  const traffic = trafficOf(usage);
  compute(bill, deployed, hosts);
  loadBalancer(bill, deployed, usage, traffic);
  addresses(bill, deployed, hosts);
  transfer(bill, deployed, { usage, traffic, hosts, prices });
  engines(bill, deployed);
  operations(bill, deployed, usage, hosts);
  canaries(bill, deployed);
  others(bill, deployed, traffic);
  return bill;
}

function compute(bill: Bill, { hosts: { instanceType, diskGib } }: Deployed, hosts: number): void {
  bill.add({ component: 'hosts', what: `${hosts} x ${instanceType}, On-Demand`, quantity: hosts * HOURS, price: instanceType });
  bill.add({ component: 'disks', what: `${hosts} x ${diskGib} GB of gp3`, quantity: hosts * diskGib, price: 'gp3Gb' });
}

function loadBalancer(bill: Bill, { loadBalancers, rules }: Deployed, usage: Usage, traffic: Traffic): void {
  if (loadBalancers === 0) {
    return;
  }
  bill.add({
    component: 'load balancer',
    what: many(loadBalancers, 'Application Load Balancer'),
    quantity: loadBalancers * HOURS,
    price: 'albHour',
  });
  const [units, by] = capacityUnits(usage, traffic, rules);
  bill.add({
    component: 'load balancer',
    what: `${units.toFixed(2)} capacity units (LCU) on average, by ${by}`,
    quantity: units * HOURS,
    price: 'lcuHour',
  });
}

/** The dimension that takes most is what is paid for. */
function capacityUnits({ sockets }: Usage, { newASecond, outGb, inGb }: Traffic, rules: number): [units: number, by: string] {
  const dimensions: [number, string][] = [
    [sockets / UNIT.open, 'open connections'],
    [newASecond / UNIT.newASecond, 'new connections'],
    [(outGb + inGb) / HOURS / UNIT.gbAnHour, 'bytes'],
    [(Math.max(0, rules - FREE_RULES) * newASecond) / UNIT.evaluationsASecond, 'evaluations of rules'],
  ];
  return dimensions.reduce((most, each) => (each[0] > most[0] ? each : most));
}

function addresses(bill: Bill, { hosts: { publicAddress }, loadBalancerAddresses, natGateways }: Deployed, hosts: number): void {
  const each = [
    [loadBalancerAddresses, 'the load balancer'],
    [publicAddress ? hosts : 0, 'the hosts'],
    [natGateways, 'NAT gateways'],
  ] as const;
  const of = each.filter(([count]) => count > 0).map(([count, what]) => `${count} of ${what}`);
  bill.add({
    component: 'addresses',
    what: `public IPv4: ${of.join(', ')}`,
    quantity: each.reduce((sum, [count]) => sum + count, 0) * HOURS,
    price: 'ipv4Hour',
  });
  bill.add({
    component: 'NAT gateways',
    what: `${many(natGateways, 'NAT gateway')}, without the GB that go through`,
    quantity: natGateways * HOURS,
    price: 'natHour',
  });
}

interface Carried {
  readonly usage: Usage;
  readonly traffic: Traffic;
  readonly hosts: number;
  readonly prices: Prices;
}

function transfer(bill: Bill, { hosts: { through } }: Deployed, { usage, traffic, hosts, prices }: Carried): void {
  bill.put({
    component: 'traffic',
    what: `${gb(traffic.outGb)} to clients`,
    dollars: tiered(prices.outGb, traffic.outGb),
    confirmed: prices.outGb.every(({ confirmed }) => confirmed),
  });
  const toAndFrom = { engine: sharedGb(usage, hosts), broker: relayedGb(usage), none: 0 }[through ?? 'none'];
  const shared = BETWEEN_ZONES * toAndFrom;
  bill.add({
    component: 'traffic',
    what: `${gb(shared)} between zones, to and from the ${through}`,
    quantity: shared,
    price: 'betweenZonesGb',
  });
}

function engines(bill: Bill, deployed: Deployed): void {
  for (const { service, type, nodes } of deployed.engines) {
    bill.add({ component: 'engine', what: `${nodes} x ${type} (${service})`, quantity: nodes * HOURS, price: type });
  }
}

function operations(bill: Bill, deployed: Deployed, usage: Usage, hosts: number): void {
  const { metrics, shipsLogs } = deployed.hosts;
  const logs = shipsLogs ? hosts * usage.logsGb : 0;
  bill.add({ component: 'logs', what: `${gb(logs)} to CloudWatch Logs`, quantity: logs, price: 'logsGb' });
  const kept = (logs * deployed.retentionDays) / 30;
  bill.add({ component: 'logs', what: `${gb(kept)} kept there`, quantity: kept, price: 'logsStoredGb' });
  bill.add({ component: 'metrics', what: `${many(metrics, 'metric')} of the hosts`, quantity: metrics, price: 'metricMonth' });
  bill.add({
    component: 'metrics',
    what: 'a call a minute from each host',
    quantity: metrics > 0 ? (hosts * MINUTES) / 1000 : 0,
    price: 'metricThousandCalls',
  });
  bill.add({ component: 'metrics', what: many(deployed.alarms, 'alarm'), quantity: deployed.alarms, price: 'alarmMonth' });
  bill.add({ component: 'metrics', what: many(deployed.dashboards, 'dashboard'), quantity: deployed.dashboards, price: 'dashboardMonth' });
}

function canaries(bill: Bill, deployed: Deployed): void {
  for (const { roundsAMonth, memoryGb } of deployed.canaries) {
    const seconds = roundsAMonth * ROUND_SECONDS;
    bill.add({
      component: 'canary',
      what: `${Math.round(roundsAMonth)} rounds of ${ROUND_SECONDS} s on Lambda`,
      quantity: seconds * memoryGb,
      price: 'lambdaGbSecond',
    });
    bill.add({ component: 'canary', what: 'a request to Lambda for each', quantity: roundsAMonth / 1e6, price: 'lambdaMillionRequests' });
    bill.add({ component: 'canary', what: many(CANARY_METRIC_COUNT, 'metric'), quantity: CANARY_METRIC_COUNT, price: 'metricMonth' });
  }
}

function others(bill: Bill, { secrets, keys, zones, webAcls, webAclRules }: Deployed, { handshakes }: Traffic): void {
  bill.add({ component: 'secrets and keys', what: many(secrets, 'secret'), quantity: secrets, price: 'secretMonth' });
  bill.add({ component: 'secrets and keys', what: `${many(keys, 'key')} of KMS`, quantity: keys, price: 'keyMonth' });
  bill.add({ component: 'names', what: `${many(zones, 'hosted zone')} of Route 53`, quantity: zones, price: 'zoneMonth' });
  bill.add({ component: 'web ACL', what: many(webAcls, 'web ACL'), quantity: webAcls, price: 'webAclMonth' });
  bill.add({ component: 'web ACL', what: many(webAclRules, 'rule'), quantity: webAclRules, price: 'webAclRuleMonth' });
  const requests = webAcls > 0 ? handshakes / 1e6 : 0;
  bill.add({ component: 'web ACL', what: 'a request for each new socket', quantity: requests, price: 'webAclMillionRequests' });
}

function many(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function gb(amount: number): string {
  return `${amount >= 10 ? Math.round(amount) : amount.toFixed(1)} GB`;
}
