import { request } from 'node:https';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { WebSocket } from 'ws';
import { AppSecret, Handshake, Route, ServiceDomain, SpringApp, SpringWebSocketService } from '../../lib';
import { applicationJar } from './application-jar';
import { rehearse, rehearsed, summary } from './command';
import { temporaryFolder } from './fixture';
import { HONOURED, startOutside, type OutsideApplication } from './outside-application';

// CDK's own look over the finished template takes seconds.
process.env.CDK_VALIDATION ??= 'false';
jest.setTimeout(120_000);

const VERSIONS = ['2.7.18', '3.5.16', '4.1.2'];
const HEALTHY = expect.stringMatching(/^healthy: /) as unknown;
const REACHED = expect.stringMatching(/^healthy: 101 Switching Protocols, Sec-WebSocket-Accept ok/) as unknown;
const PROVED = (routes: number) => `healthy: would signal success: nginx changes no answer (${routes} asked)`;

beforeAll(() => VERSIONS.forEach(applicationJar), 300_000);

/** A user's app, synthesized into a folder. */
function synthesize(app: SpringApp, routes: (stack: Stack) => Route[]): string {
  const outdir = join(temporaryFolder('applications-'), 'cdk.out');
  const stack = new Stack(new App({ analyticsReporting: false, outdir }), 'Chat');
  const zone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
  new SpringWebSocketService(stack, 'Service', { app, routes: routes(stack), domain: ServiceDomain.inZone(zone, 'api') });
  (stack.node.root as App).synth();
  return outdir;
}

const withoutLogin = () => [Route.handler('/raw'), Route.stomp('/ws'), Route.sse('/events')];

/** What the application says of a client that the load balancer names. */
function who(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { Host: `api.example.com:${new URL(url).port}`, 'X-Forwarded-For': '203.0.113.9' };
    request(`${url}/who`, { headers, rejectUnauthorized: false }, (response) => response.setEncoding('utf8').once('data', resolve)).once('error', reject).end();
  });
}

/** What comes back from /raw for a page of the chain's own. */
function echo(url: string, text: string): Promise<string> {
  const host = `api.example.com:${new URL(url).port}`;
  const socket = new WebSocket(`${url.replace('https', 'wss')}/raw`, { origin: `https://${host}`, headers: { Host: host }, rejectUnauthorized: false });
  return new Promise((resolve, reject) => {
    socket.once('error', reject).once('open', () => socket.send(text)).once('message', (data: Buffer) => resolve(data.toString('utf8')));
  });
}

describe.each(VERSIONS)('a jar of Spring Boot %s, with settings that are wrong for the host', (boot) => {
  test('raw endpoints and an event stream; Spring sees what the load balancer says', async () => {
    const command = rehearse('--app', synthesize(SpringApp.fromJar(applicationJar(boot)), withoutLogin), '--echo', '/app/echo=/topic/echo', '--keep');
    const printed = await command.printed;
    const port = new URL(printed.url).port;
    expect(summary(printed)).toMatchObject({
      verdict: 'healthy',
      notices: ['STOMP-HB-00'],
      answers: {
        application: HEALTHY, tls: HEALTHY, redirect: HEALTHY, health: HEALTHY,
        // The Origin is https://api.example.com: Spring takes that for its own only if it believes the load balancer.
        'websocket /raw': REACHED,
        'websocket /ws': REACHED,
        'stomp /ws': 'healthy: CONNECTED 1.2, heart-beat 0,0',
        'message /ws': 'healthy: /app/echo -> /topic/echo over websocket',
        'event-stream /events': expect.stringMatching(/^healthy: 200, unbuffered/) as unknown,
        gate: PROVED(3),
      },
    });
    expect(await who(printed.url)).toBe(`https://api.example.com:${port} uri=/who;client=203.0.113.9`);
    const texts = Array.from({ length: 30 }, (_, index) => `more than the ten that it would allow ${index}`);
    expect(await Promise.all(texts.map((text) => echo(printed.url, text)))).toEqual(texts);
    command.interrupt();
    expect(await command.exit).toBe(0);
  });
});

describe.each(VERSIONS)('a login, with Spring Boot %s', (boot) => {
  let outside: OutsideApplication;
  let app: string;
  beforeAll(async () => {
    outside = await startOutside(applicationJar(boot), HONOURED);
    app = synthesize(SpringApp.fromJar(applicationJar(boot)), (stack) => {
      const token = AppSecret.fromSecretsManager(Secret.fromSecretNameV2(stack, 'Token', 'token'));
      return [Route.sockJs('/with-query', { handshake: Handshake.withQuery('token', token) }), Route.sockJs('/with-header', { handshake: Handshake.withHeader('X-Token', token) })];
    });
  });
  afterAll(() => outside.stop());
  const asking = (...login: string[]) => rehearsed('--app', app, '--app-url', outside.url, '--echo', '/app/echo=/topic/echo', ...login);

  test('a stranger is refused, and that is no fault: the agent\'s echo proves the way', async () => {
    const refused = 'healthy: 401: the application asks for a login, and nothing on the way changed its answer';
    const behind = 'not-checked: behind the login (--header or --query gives one)';
    expect(await asking()).toMatchObject({
      verdict: 'healthy',
      exit: 0,
      notices: ['SPR-SECURITY-401'],
      answers: { 'websocket /with-query': refused, 'stomp /with-query': behind, 'websocket /with-header': refused, 'stomp /with-header': behind, gate: PROVED(2) },
    });
  });

  test('whoever logs in reaches the broker, by every transport', async () => {
    const { answers, ...outcome } = await asking('--query', 'token=secret', '--header', 'X-Token: secret');
    expect(outcome).toEqual({ verdict: 'healthy', cause: undefined, notices: [], exit: 0 });
    for (const route of ['/with-query', '/with-header']) {
      expect(answers).toMatchObject({
        [`websocket ${route}`]: REACHED,
        [`message ${route}`]: 'healthy: /app/echo -> /topic/echo over websocket',
        [`xhr-streaming ${route}`]: HEALTHY, [`eventsource ${route}`]: HEALTHY, [`xhr-polling ${route}`]: HEALTHY,
        gate: PROVED(2),
      });
    }
  });

  test('fails: lines that nginx needs are missing, which the refusal of a stranger would hide', async () => {
    const { answers, ...outcome } = await asking('--with-the-bug');
    expect(outcome).toMatchObject({ verdict: 'problem', exit: 1, cause: 'NGX-UPGRADE-MISSING' });
    expect(answers['websocket /with-query']).toMatch(/^healthy: 401/);
  });

  test('fails: a wrong token', async () => {
    expect(await asking('--query', 'token=wrong', '--header', 'X-Token: wrong')).toMatchObject({ verdict: 'problem', exit: 1, cause: 'HANDSHAKE-REFUSED' });
  });
});

describe('an application that runs elsewhere', () => {
  const proxy = () => synthesize(SpringApp.atAddress('10.0.1.5', { port: 9000 }), withoutLogin);
  const behind = async (environment: Record<string, string>, ...more: string[]) => {
    const outside = await startOutside(applicationJar('4.1.2'), environment);
    try {
      return await rehearsed('--app', proxy(), '--app-url', outside.url, ...more);
    } finally {
      await outside.stop();
    }
  };

  test('is reached by a host that is a proxy only', async () => {
    expect(await behind({ SERVER_FORWARDHEADERSSTRATEGY: 'framework' })).toMatchObject({
      verdict: 'healthy',
      exit: 0,
      answers: { 'websocket /raw': REACHED, 'websocket /ws': REACHED, 'message /ws': 'not-checked: no destination given (--echo /app/x=/topic/y)', 'event-stream /events': HEALTHY, gate: PROVED(3) },
    });
  });

  test('fails when it ignores what the load balancer says', async () => {
    expect(await behind({})).toMatchObject({ verdict: 'problem', exit: 1, cause: 'FWD-STRATEGY-NONE' });
  });
});
