import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Route, SpringApp, SpringWebSocketService } from '../../lib';
import { applicationJar } from '../rehearsal/application-jar';
import { rehearse, summary } from '../rehearsal/command';
import { temporaryFolder } from '../rehearsal/fixture';

jest.setTimeout(120_000);

const ROUTES = [Route.handler('/raw'), Route.stomp('/ws'), Route.sockJs('/sockjs'), Route.sse('/events')];

function synthesize(companion?: boolean): string {
  const outdir = join(temporaryFolder('companion-'), 'cdk.out');
  const stack = new Stack(new App({ analyticsReporting: false, outdir }), 'Chat');
  new SpringWebSocketService(stack, 'Service', { app: SpringApp.fromJar(applicationJar('4.1.2'), { companion }), routes: ROUTES });
  (stack.node.root as App).synth();
  return outdir;
}

/** Rehearses, and tells by Tomcat's access log by which ways requests for the routes came in: only TCP has remote ports. */
async function waysOf(app: string, settings: Record<string, string> = {}) {
  const folder = temporaryFolder('access-log-');
  mkdirSync(join(folder, 'log'));
  const environment = {
    SERVER_TOMCAT_ACCESSLOG_ENABLED: 'true',
    SERVER_TOMCAT_ACCESSLOG_BUFFERED: 'false',
    SERVER_TOMCAT_ACCESSLOG_DIRECTORY: join(folder, 'log'),
    SERVER_TOMCAT_ACCESSLOG_FILEDATEFORMAT: '',
    SERVER_TOMCAT_ACCESSLOG_PATTERN: '%{remote}p %U',
    ...settings,
  };
  const file = join(folder, 'environment');
  writeFileSync(
    file,
    Object.entries(environment)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
  const command = rehearse('--app', app, '--environment-file', file);
  const printed = await command.printed;
  await command.exit;
  const lines = readFileSync(join(folder, 'log', 'access_log.log'), 'utf8')
    .trim()
    .split('\n');
  const ways = lines
    .map((line) => line.split(' '))
    .filter(([, path]) => path !== '/')
    .map(([port]) => (port === '0' ? 'socket' : 'port'));
  expect(ways.length).toBeGreaterThan(15);
  return { summary: summary(printed), stated: JSON.stringify(printed), ways: new Set(ways) };
}

test('every hop of the rehearsed chain takes the socket', async () => {
  const { summary: told, ways } = await waysOf(synthesize());
  expect(told.verdict).toBe('healthy');
  expect(ways).toEqual(new Set(['socket']));
});

test('a host whose companion did not load serves by the port', async () => {
  const { summary: told, ways } = await waysOf(synthesize(), { WEBSOCKETHOST_COMPANION_ENABLED: 'false' });
  expect(told.verdict).toBe('healthy');
  expect(ways).toEqual(new Set(['port']));
});

test('a host without a companion takes the port, and the rehearsal says that it is switched off', async () => {
  const { summary: told, ways, stated } = await waysOf(synthesize(false));
  expect(told.verdict).toBe('healthy');
  expect(ways).toEqual(new Set(['port']));
  expect(stated).toContain("the host's companion stays out of the application: companion is false");
});
