import { readFileSync } from 'fs';
import { join } from 'path';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { HostCapacity, HostMetrics, Messaging, ServiceDomain, SpringWebSocketService, StompBroker } from '../../lib';
import { chat, routes, synthesized, zone } from '../ingress/synthesized';

const PAGE = readFileSync(join(__dirname, '..', '..', 'docs', 'operating.md'), 'utf8');
/** The chapter's table: what stays, and the command that removes it. */
const ROWS = PAGE.split('\n## Removing a stack\n')[1]!
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| What'))
  .map((line) => line.slice(2, -2).split(' | ') as [string, string]);

/** Logical ids of what CloudFormation keeps, with their types. */
function kept(parts: Partial<ConstructorParameters<typeof SpringWebSocketService>[2]>): string[] {
  const { template } = synthesized((stack) => {
    const domain = ServiceDomain.inZone(zone(stack), 'api');
    const logGroup = new LogGroup(stack, 'Logs', { retention: RetentionDays.ONE_WEEK });
    new SpringWebSocketService(stack, 'Chat', { app: chat(), domain, routes, logGroup, metrics: HostMetrics.all(), ...parts }).dashboard();
  });
  const resources = Object.entries(template.toJSON().Resources as Record<string, { Type: string; DeletionPolicy?: string }>);
  // Without a policy these are kept as well, in the form of a last backup.
  const backedUp = /^AWS::(RDS|Neptune|Redshift|DocDB)::/;
  expect(resources.filter(([, { Type }]) => backedUp.test(Type))).toEqual([]);
  return resources
    .filter(([, { DeletionPolicy = 'Delete' }]) => DeletionPolicy !== 'Delete')
    .map(([id, { Type }]) => `${Type} ${id.replace(/[0-9A-F]{8}$/, '')}`);
}

const several = { capacity: HostCapacity.autoScaling({ maxCapacity: 4 }) };

test.each<[string, Partial<ConstructorParameters<typeof SpringWebSocketService>[2]>]>([
  ['one host', {}],
  ['ElastiCache for Valkey', { ...several, messaging: Messaging.valkey() }],
  ['Amazon MQ', { ...several, messaging: Messaging.activeMq() }],
  ['a broker relay', { capacity: HostCapacity.oneHost({ connections: 1000 }), messaging: Messaging.relay(StompBroker.amazonMq()) }],
])('of a service with %s the deployment log is kept, and the log group that was given', (_, parts) => {
  expect(kept(parts).sort()).toEqual(['AWS::Logs::LogGroup ChatHostDeploymentLog', 'AWS::Logs::LogGroup Logs']);
});

test('each kind of what remains has a command that removes it', () => {
  expect(ROWS.length).toBeGreaterThan(4);
  expect(ROWS.filter(([, command]) => !/^`(aws|npx cdk) [a-z].*`/.test(command))).toEqual([]);
  expect(ROWS.map(([what]) => what).join('\n')).toMatch(/deployment log[\s\S]*validated the certificate[\s\S]*bootstrap/);
});
