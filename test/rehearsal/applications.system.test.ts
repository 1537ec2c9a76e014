import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { WebSocket } from 'ws';
import { AppSecret, Handshake, Route, SpringApp } from '../../lib';
import { applicationJar, type BootVersion } from './application-jar';
import { rehearse, rehearsed, summary } from './command';
import { HONOURED, startOutside, type OutsideApplication } from './outside-application';
import { askWho, synthesize } from './users-app';

jest.setTimeout(120_000);

const VERSIONS: readonly BootVersion[] = ['2.7.18', '3.5.16', '4.1.2'];
const HEALTHY = expect.stringMatching(/^healthy: /) as unknown;
const REACHED = expect.stringMatching(/^healthy: 101 Switching Protocols, Sec-WebSocket-Accept ok/) as unknown;
const PROVED = (routes: number) => `healthy: would signal success: nginx changes no answer (${routes} asked)`;

const withoutLogin = () => [Route.handler('/raw'), Route.stomp('/ws'), Route.sse('/events')];

/** What comes back from /raw for a page of the chain's own. */
function echo(url: string, text: string): Promise<string> {
  const host = `api.example.com:${new URL(url).port}`;
  const socket = new WebSocket(`${url.replace('https', 'wss')}/raw`, {
    origin: `https://${host}`,
    headers: { Host: host },
    rejectUnauthorized: false,
  });
  return new Promise((resolve, reject) => {
    socket
      .once('error', reject)
      .once('open', () => socket.send(text))
      .once('message', (data: Buffer) => resolve(data.toString('utf8')));
  });
}

describe.each(VERSIONS)('a jar of Spring Boot %s, with settings that are wrong for the host', (boot) => {
  test('raw endpoints and an event stream; Spring sees what the load balancer says', async () => {
    const command = rehearse(
      '--app',
      synthesize(SpringApp.fromJar(applicationJar(boot)), withoutLogin),
      '--echo',
      '/app/echo=/topic/echo',
      '--keep',
    );
    const printed = await command.printed;
    const port = new URL(printed.url).port;
    expect(summary(printed)).toMatchObject({
      verdict: 'healthy',
      notices: ['BROKER-HB-00'],
      answers: {
        application: HEALTHY,
        tls: HEALTHY,
        redirect: HEALTHY,
        health: HEALTHY,
        // The Origin is https://api.example.com: Spring takes that for its own only if it believes the load balancer.
        'websocket /raw': REACHED,
        'websocket /ws': REACHED,
        'stomp /ws': 'healthy: CONNECTED 1.2, heart-beat 0,0',
        'message /ws': 'healthy: /app/echo -> /topic/echo over websocket',
        'event-stream /events': expect.stringMatching(/^healthy: 200, unbuffered/) as unknown,
        gate: PROVED(3),
      },
    });
    // Spring Boot 2 has another property for it.
    const headerBytes = boot === '2.7.18' ? 5_000 : 15_000;
    expect(await askWho(printed.url, headerBytes)).toBe(`https://api.example.com:${port} uri=/who;client=127.0.0.2`);
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
      return [
        Route.sockJs('/with-query', { handshake: Handshake.withQuery('token', token) }),
        Route.sockJs('/with-header', { handshake: Handshake.withHeader('X-Token', token) }),
      ];
    });
  });
  afterAll(() => outside.stop());
  const asking = (...login: string[]) => rehearsed('--app', app, '--app-url', outside.url, '--echo', '/app/echo=/topic/echo', ...login);

  test("a stranger is refused, and that is no fault: the agent's echo proves the way", async () => {
    const refused = 'healthy: 401: the application asks for a login, and nothing on the way changed its answer';
    const behind = 'not-checked: behind the login (--header or --query gives one)';
    expect(await asking()).toMatchObject({
      verdict: 'healthy',
      exit: 0,
      notices: ['SPR-SECURITY-401'],
      answers: {
        'websocket /with-query': refused,
        'stomp /with-query': behind,
        'websocket /with-header': refused,
        'stomp /with-header': behind,
        gate: PROVED(2),
      },
    });
  });

  test('whoever logs in reaches the broker, by every transport', async () => {
    const { answers, ...outcome } = await asking('--query', 'token=secret', '--header', 'X-Token: secret');
    expect(outcome).toEqual({ verdict: 'healthy', cause: undefined, notices: [], exit: 0 });
    for (const route of ['/with-query', '/with-header']) {
      expect(answers).toMatchObject({
        [`websocket ${route}`]: REACHED,
        [`message ${route}`]: 'healthy: /app/echo -> /topic/echo over websocket',
        [`xhr-streaming ${route}`]: HEALTHY,
        [`eventsource ${route}`]: HEALTHY,
        [`xhr-polling ${route}`]: HEALTHY,
        gate: PROVED(2),
      });
    }
  });

  test('fails: lines that nginx needs are missing, which the refusal of a stranger would hide', async () => {
    const { answers, ...outcome } = await asking('--with-the-bug');
    expect(outcome).toMatchObject({ verdict: 'problem', exit: 1, cause: 'PROXY-UPGRADE-MISSING' });
    expect(answers['websocket /with-query']).toMatch(/^healthy: 401/);
  });

  test('fails: a wrong token', async () => {
    expect(await asking('--query', 'token=wrong', '--header', 'X-Token: wrong')).toMatchObject({
      verdict: 'problem',
      exit: 1,
      cause: 'SPR-HANDSHAKE-REFUSED',
    });
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
      answers: {
        'websocket /raw': REACHED,
        'websocket /ws': REACHED,
        'message /ws': 'not-checked: no destination given (--echo /app/x=/topic/y)',
        'event-stream /events': HEALTHY,
        gate: PROVED(3),
      },
    });
  });

  test('fails when it ignores what the load balancer says', async () => {
    expect(await behind({})).toMatchObject({ verdict: 'problem', exit: 1, cause: 'SPR-FWD-STRATEGY-NONE' });
  });
});
