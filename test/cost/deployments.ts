import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { HostCapacity, Messaging, ServiceDomain, SpringWebSocketService } from '../../lib';
import { chat, routes, zone } from '../ingress/synthesized';

const CONTEXT = { 'aws:cdk:disable-asset-staging': true, '@aws-cdk/core:defaultCrossStackReferences': 'strong' };

const folders: string[] = [];
afterAll(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

/** A cloud assembly with one stack, Chat; its folder, as long as the tests of the file run. */
export function assembly(region: string, build: (stack: Stack) => unknown): string {
  const app = new App({ analyticsReporting: false, context: CONTEXT });
  build(new Stack(app, 'Chat', { env: { account: '123456789012', region } }));
  const { directory } = app.synth();
  folders.push(directory);
  return directory;
}

/** One host in a network of its own, without alarms. */
export function oneHost(stack: Stack): SpringWebSocketService {
  const domain = ServiceDomain.inZone(zone(stack), 'api');
  return new SpringWebSocketService(stack, 'Service', { app: chat(), domain, routes, defaultAlarms: false });
}

/** Two to six hosts in private subnets behind one NAT gateway, which share messages over Valkey. */
export function severalHosts(stack: Stack): void {
  const vpc = new Vpc(stack, 'Vpc', {
    availabilityZones: ['a', 'b'].map((letter) => `${stack.region}${letter}`),
    natGateways: 1,
    subnetConfiguration: [
      { name: 'public', subnetType: SubnetType.PUBLIC },
      { name: 'private', subnetType: SubnetType.PRIVATE_WITH_EGRESS },
    ],
  });
  new SpringWebSocketService(stack, 'Service', {
    vpc,
    app: chat(),
    domain: ServiceDomain.inZone(zone(stack), 'api'),
    routes,
    capacity: HostCapacity.autoScaling({ minCapacity: 2, maxCapacity: 6 }),
    messaging: Messaging.valkey(),
  });
}

type Resources = Record<string, { Type: string; Properties?: object }>;

/** A copy of an assembly with other resources. */
export function changed(directory: string, resources: (all: Resources) => Resources): string {
  const copy = copyOf(directory);
  const template = join(copy, 'Chat.template.json');
  const { Resources: all, ...rest } = JSON.parse(readFileSync(template, 'utf8')) as { Resources: Resources };
  writeFileSync(template, JSON.stringify({ ...rest, Resources: resources(all) }));
  return copy;
}

/** A copy of an assembly with another word. */
export function worded(directory: string, from: string, to: string): string {
  const copy = copyOf(directory);
  for (const name of readdirSync(copy).filter((file) => file.endsWith('.json'))) {
    writeFileSync(join(copy, name), readFileSync(join(copy, name), 'utf8').replace(from, to));
  }
  return copy;
}

function copyOf(directory: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'cost-'));
  folders.push(copy);
  cpSync(directory, copy, { recursive: true });
  return copy;
}
