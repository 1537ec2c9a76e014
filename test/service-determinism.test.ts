import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Duration } from 'aws-cdk-lib';
import { Route, ServiceDomain, SpringApp, SpringWebSocketService } from '../lib';
import { folderWith } from './boot-jar';
import { synthesized, zone } from './ingress/synthesized';

/** The template of a service, from a jar in a folder of its own each time. */
function template(order: (names: string[]) => string[] = (names) => names): string {
  const environment = Object.fromEntries(order(['B', 'A']).map((name) => [name, 'x']));
  const app = SpringApp.fromJar(folderWith({ 'chat.jar': {}, 'chat-plain.jar': { manifest: { 'Start-Class': '', 'Main-Class': '' } } }), {
    environment,
  });
  const { template: made } = synthesized((stack) => {
    const routes = [Route.sockJs('/ws'), Route.sse('/events', { idleTimeout: Duration.minutes(10) })];
    const service = new SpringWebSocketService(stack, 'Chat', {
      app,
      routes,
      domain: ServiceDomain.inZone(zone(stack), 'api', { alsoNames: ['chat'] }),
    });
    service.host.addUserData('echo hello');
  });
  return JSON.stringify(made.toJSON());
}

const first = template();

test('the same again', () => {
  expect(template()).toBe(first);
});

describe('the same', () => {
  const { TZ } = process.env;
  const home = process.cwd();
  const elsewhere = mkdtempSync(join(tmpdir(), 'elsewhere-'));
  afterEach(() => {
    jest.useRealTimers();
    process.chdir(home);
    if (TZ === undefined) delete process.env.TZ;
    else process.env.TZ = TZ;
  });
  afterAll(() => rmSync(elsewhere, { recursive: true }));

  test.each(['Pacific/Kiritimati', 'America/Anchorage', 'Asia/Kathmandu'])('in the time zone %s', (zoneName) => {
    process.env.TZ = zoneName;
    expect(template()).toBe(first);
  });

  test('at another time', () => {
    jest.useFakeTimers({ now: new Date('2031-02-03T04:05:06Z'), doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    expect(template()).toBe(first);
  });

  test('in another folder', () => {
    process.chdir(elsewhere);
    expect(template()).toBe(first);
  });

  test('with another user and machine', () => {
    const before = { ...process.env };
    Object.assign(process.env, { USER: 'somebody', HOSTNAME: 'else', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', HOME: elsewhere });
    const made = template();
    Object.keys(process.env)
      .filter((name) => !(name in before))
      .forEach((name) => delete process.env[name]);
    Object.assign(process.env, before);
    expect(made).toBe(first);
  });
});

test.each(['UTC', 'Pacific/Kiritimati', 'America/Anchorage'])(
  'the program in user data has the same bytes when it is packed in %s',
  (zoneName) => {
    const packedIn = (name: string) => {
      const before = process.env.TZ;
      process.env.TZ = name;
      let packed = '';
      jest.isolateModules(() => {
        packed = (require('../lib/host/agent-package') as typeof import('../lib/host/agent-package')).bootstrapPackage();
      });
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
      return packed;
    };
    expect(packedIn(zoneName)).toBe(packedIn('Asia/Seoul'));
  },
);
