import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Messaging } from '../../lib';
import { findServer, TOOLS } from '../../lib/rehearsal/prerequisites';
import { Jvm } from '../companion/jvm';
import { figuresWith } from '../companion/messaging/fleet';
import { freePort } from '../free-port';
import { only } from '../ingress/synthesized';
import { userData } from '../ingress/user-data';
import { applicationJar } from '../rehearsal/application-jar';
import { temporaryFolder } from '../rehearsal/fixture';
import { fleet } from './fleet';

jest.setTimeout(120_000);

const { template } = fleet(() => Messaging.valkey());
const { AccessString: access, UserName: user } = only(template, 'AWS::ElastiCache::User').Properties;
const PASSWORD = 'of-the-stack';
let port: number;
let server: ChildProcess;

beforeAll(async () => {
  port = await freePort();
  const folder = temporaryFolder('valkey-');
  const settings = [`port ${port}`, 'bind 127.0.0.1', 'save ""', `dir ${folder}`, `user ${user} reset ${access} >${PASSWORD}`];
  writeFileSync(join(folder, 'valkey.conf'), settings.join('\n'));
  server = spawn(findServer(TOOLS.valkey)!, [join(folder, 'valkey.conf')], { stdio: 'ignore' });
});
afterAll(() => server.kill());

test("with what the template tells, and as the template's user, hosts hear each other", async () => {
  const messaging = { ...userData(template).deployment.messaging, addresses: [`127.0.0.1:${port}`], tls: false };
  const environment = { WEBSOCKET_HOST_MESSAGING_PASSWORD: PASSWORD, JAVA_TOOL_OPTIONS: '-XX:TieredStopAtLevel=1' };
  const start = () => Jvm.start(applicationJar('4.1.2'), { facts: { messaging }, environment });
  for (const host of await Promise.all([start(), start()])) {
    await figuresWith(host, ({ connected, hosts }) => connected && hosts === 2);
  }
});
