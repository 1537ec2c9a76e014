import type { Estimate } from '../../lib/cost/estimate';
import { USUAL } from '../../lib/cost/usage';

/** An estimate with something in every field. */
export const ESTIMATE: Estimate = {
  stack: 'Chat',
  region: 'eu-central-1',
  pricesAsOf: '2026-10-08',
  usage: { ...USUAL, sockets: 120_000 },
  hosts: { instanceType: 't3.small', minimum: 2, maximum: 6, socketsEach: 3500, needed: 35, count: 6 },
  lines: [
    { component: 'hosts', what: '6 x t3.small, On-Demand', dollars: 105.12, confirmed: true },
    { component: 'load balancer', what: '40.00 capacity units (LCU) on average, by open connections', dollars: 233.6, confirmed: false },
  ],
  total: 338.72,
  atLeast: 268.64,
  atMost: 338.72,
  comparison: [
    { sockets: 1000, hosts: 2, own: 133.2, apiGateway: 331.41, fargate: 169.9, elasticBeanstalk: 133.2 },
    { sockets: 1_000_000, hosts: 286, own: 24_800.5, apiGateway: 270_000 },
  ],
  cheaperThanApiGatewayFrom: 380,
  notCounted: ['2 x cache.t4g.micro (ElastiCache): no price is known, give it with --price cache.t4g.micro=<dollars>'],
  missingPrices: ['cache.t4g.micro'],
};
