import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Messaging } from '../../lib';
import { DEPLOYMENT_FILE } from '../../lib/chain/conventions';
import { AGENT_DIR } from '../../lib/host/agent-package';
import { ValkeyServer } from '../companion/engines/valkey-server';
import type { Jvm } from '../companion/jvm';
import { figuresWith, startHost } from '../companion/messaging/fleet';
import { type Emulator, startEmulator } from '../doctor/aws/emulator';
import { ids } from '../ingress/synthesized';
import { userData } from '../ingress/user-data';
import { fleet } from '../messaging/fleet';
import { applicationJar } from '../rehearsal/application-jar';

jest.setTimeout(120_000);

const { template } = fleet(() => Messaging.valkey());
const [messagingAway] = ids(template, 'AWS::CloudWatch::Alarm').filter((id) => id.includes('MessagingAway'));
const { Dimensions, ...alarm } = template.toJSON().Resources[messagingAway].Properties;
const { metrics, resource } = userData(template).deployment;

let emulator: Emulator;
let engine: ValkeyServer;
let host: Jvm;
beforeAll(async () => {
  [emulator, engine] = await Promise.all([startEmulator(), ValkeyServer.start('redis-server')]);
  host = await startHost(applicationJar('4.1.2'), engine.address, { shared: true });
  const stack = 'arn:aws:cloudformation:us-east-1:123456789012:stack/Chat/1';
  writeFileSync(join(host.root, DEPLOYMENT_FILE), JSON.stringify({ app: { remote: false }, stack, resource, metrics }));
});
afterAll(() => emulator.stop());

/** What lines of Python print that use the agent's modules; `host` is this host. */
function onHost(...lines: string[]): string {
  const program = [
    `import sys; sys.path.insert(0, ${JSON.stringify(AGENT_DIR)})`,
    'import alarms, aws, conventions, figures, host',
    `host = host.Host(${JSON.stringify(host.root)})`,
    ...lines,
  ].join('\n');
  const env = {
    PATH: process.env.PATH,
    AWS_ENDPOINT_URL: `http://127.0.0.1:${emulator.port}`,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_REGION: 'us-east-1',
  };
  return execFileSync('python3', ['-B', '-c', program], { env, encoding: 'utf8' }).trim();
}

const publish = () => onHost('figures.Publisher(host).publish()', 'print(alarms.read(["away"])["away"][0])');

test("the template's alarm goes off by what a real application without its engine makes the host publish, and not before", async () => {
  const dimensions = (Dimensions as { Name: string; Value: string }[]).flatMap(({ Name, Value }, index) => [
    [`Dimensions.member.${index + 1}.Name`, Name],
    [`Dimensions.member.${index + 1}.Value`, Value],
  ]);
  // One minute instead of three.
  const given = { ...alarm, ...Object.fromEntries(dimensions), AlarmName: 'away', EvaluationPeriods: 1 };
  onHost(`aws.query("monitoring", "2010-08-01", "PutMetricAlarm", **${JSON.stringify(given)})`);
  await figuresWith(host, ({ connected }) => connected);
  expect(publish()).not.toBe('ALARM');
  onHost('host.write(conventions.PASSED_FILE, "")');
  expect(publish()).toBe('OK');
  await engine.kill();
  await figuresWith(host, ({ connected }) => !connected);
  expect(publish()).toBe('ALARM');
});
