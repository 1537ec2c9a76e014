import { readFileSync } from 'fs';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import * as cxapi from 'aws-cdk-lib/cx-api';
import { Route, ServiceDomain, SpringApp, SpringWebSocketService } from '../lib';
import { folderWith } from './boot-jar';

const jars = folderWith({ 'chat.jar': {} });

interface Resource {
  readonly Type: string;
}

/** The three-line service's resources under a consumer's context. */
function resources(context: Record<string, unknown>): Record<string, Resource> {
  const app = new App({ context: { 'aws:cdk:disable-version-reporting': true, ...context } });
  const stack = new Stack(app, 'Chat', { env: { account: '123456789012', region: 'eu-central-1' } });
  const zone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
  new SpringWebSocketService(stack, 'Chat', {
    app: SpringApp.fromJar(jars),
    domain: ServiceDomain.inZone(zone, 'api'),
    routes: [Route.sockJs('/ws')],
  });
  return (app.synth().getStackByName('Chat').template as { Resources: Record<string, Resource> }).Resources;
}

/** The types of the resources that differ. */
function changed(before: Record<string, Resource>, after: Record<string, Resource>): string[] {
  const ids = new Set([...Object.keys(before), ...Object.keys(after)]);
  const different = [...ids].filter((id) => JSON.stringify(before[id]) !== JSON.stringify(after[id]));
  return [...new Set(different.map((id) => (before[id] ?? after[id]).Type))].sort();
}

const FLAGS = Object.keys(cxapi.FLAGS)
  .filter((flag) => !cxapi.CURRENT_VERSION_EXPIRED_FLAGS.includes(flag))
  .sort();

test("what each of the consumer's feature flags changes in the three-line service is what the docs say", () => {
  const before = resources({});
  const rows = FLAGS.flatMap((flag) => {
    const types = changed(before, resources({ [flag]: cxapi.FLAGS[flag].recommendedValue }));
    return types.length > 0 ? [`| \`${flag}\` | ${types.join(', ')} |`] : [];
  });
  const docs = readFileSync(join(__dirname, '..', 'docs', 'snapshot-tests.md'), 'utf8').split('\n');
  expect(docs.filter((line) => line.startsWith('| `@aws-cdk/'))).toEqual(rows);
}, 120_000);
