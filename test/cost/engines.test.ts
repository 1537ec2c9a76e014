import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { HostCapacity, Messaging, ServiceDomain, SpringWebSocketService, StompBroker } from '../../lib';
import { estimate } from '../../lib/cost/estimate';
import { Prices } from '../../lib/cost/prices';
import { USUAL } from '../../lib/cost/usage';
import { chat, routes, zone } from '../ingress/synthesized';
import { assembly } from './deployments';

const PAGE = readFileSync(join(__dirname, '..', '..', 'docs', 'messaging.md'), 'utf8');

/** A month of two hosts with this messaging, and with 1 000 sockets: the nodes of the engine, and all of it. */
function month(messaging: Messaging): { nodes: number; total: number } {
  const app = assembly('us-east-1', (stack) => {
    const vpc = new Vpc(stack, 'Vpc', { availabilityZones: ['us-east-1a', 'us-east-1b'], natGateways: 0 });
    const capacity = HostCapacity.autoScaling({ minCapacity: 2, maxCapacity: 2, connectionsPerHost: 900 });
    const domain = ServiceDomain.inZone(zone(stack), 'api');
    new SpringWebSocketService(stack, 'Service', { vpc, app: chat(), domain, routes, capacity, messaging });
  });
  const { lines, total } = estimate({ app, stacks: [], usage: USUAL, prices: {} });
  const nodes = lines.filter(({ component }) => component === 'engine');
  return { nodes: nodes.reduce((sum, { dollars }) => sum + dollars, 0), total };
}

test('docs/messaging.md has what each way adds to a month, at the prices of a day', () => {
  const ways = {
    'Messaging.valkey()': Messaging.valkey(),
    'Messaging.activeMq()': Messaging.activeMq(),
    'Messaging.existingValkey(…)': Messaging.existingValkey('valkey.internal'),
    'Messaging.relay(StompBroker.amazonMq())': Messaging.relay(StompBroker.amazonMq()),
  };
  const { total: without } = month(Messaging.byApplication());
  const rows = Object.entries(ways).map(([call, messaging]) => {
    const { nodes, total } = month(messaging);
    return `| \`${call}\` | ${nodes.toFixed(2)} $ | ${(total - without).toFixed(2)} $ |`;
  });
  expect(rows.filter((row) => !PAGE.includes(row))).toEqual([]);
  expect(PAGE).toContain(`on ${new Prices('us-east-1').asOf}`);
});
