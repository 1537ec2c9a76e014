import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Route, ServiceDomain, SpringApp, SpringWebSocketService } from '../../lib';
import type { RehearsalOptions } from '../../lib/rehearsal/options';
import { Rehearsal } from '../../lib/rehearsal/rehearsal';
import { applicationJar } from './application-jar';
import { temporaryFolder } from './fixture';

process.env.CDK_VALIDATION ??= 'false';
jest.setTimeout(240_000);

let app: string;
beforeAll(() => {
  app = join(temporaryFolder('ends-'), 'cdk.out');
  const stack = new Stack(new App({ analyticsReporting: false, outdir: app }), 'Chat');
  const domain = ServiceDomain.inZone(
    HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' }),
    'api',
  );
  new SpringWebSocketService(stack, 'Service', { app: SpringApp.fromJar(applicationJar('4.1.2')), routes: [Route.stomp('/ws')], domain });
  (stack.node.root as App).synth();
}, 300_000);

/** What a rehearsal of the jar says, and which answers it showed while it went on. */
async function rehearsing(environment: Record<string, string>, more: Partial<RehearsalOptions> = {}) {
  const shown: string[] = [];
  const rehearsal = new Rehearsal(
    { app, environment, headers: {}, connectHeaders: {}, withTheBug: false, ...more },
    { say: () => undefined, answered: ({ question, verdict }) => void shown.push(`${question} ${verdict}`) },
  );
  try {
    const { report, assumptions } = await rehearsal.run();
    const { verdict, cause, alsoFound, answers } = report;
    const broken = answers.filter((answer) => answer.verdict === 'problem');
    return {
      verdict,
      code: cause?.code,
      detail: cause?.detail,
      others: [...alsoFound, ...(cause?.consequences ?? [])],
      summary: broken.map(({ question, summary }) => `${question} ${summary}`).join('; '),
      shown,
      assumptions,
    };
  } finally {
    await rehearsal.close();
  }
}

const BROKER = 'java.net.ConnectException: no broker at 10.9.8.7';

describe('an application that ends after its port opened', () => {
  test.each([
    ['a runner that throws at once', { APP_ENDS: 'throws' }, BROKER, /^application ended with exit code 1/],
    [
      'a runner that throws when all is checked',
      { APP_ENDS: 'throws', APP_ENDSAFTER: '5000' },
      BROKER,
      /^application ended with exit code 1/,
    ],
    [
      'System.exit a second after the checks',
      { APP_ENDS: 'exits', APP_ENDSAFTER: '3000' },
      undefined,
      /^application ended with exit code 3, [\d.]+ s after its first answer$/,
    ],
    ['kill -9', { APP_ENDS: 'killed', APP_ENDSAFTER: '700' }, expect.stringMatching(/^killed: /), /^application ended with signal SIGKILL/],
  ])('%s', async (_, environment, detail, summary) => {
    const outcome = await rehearsing(environment);
    expect(outcome).toMatchObject({ verdict: 'problem', code: 'APP-EXITED', detail, others: [] });
    expect(outcome.summary).toMatch(summary);
    expect(outcome.shown.at(-1)).toBe('application problem');
  });
});

describe('a message that does not arrive', () => {
  const NOWHERE = 'no error was seen: nothing takes /app/nobody, or its answer does not go to /topic/echo';
  test.each([
    ['nobody takes it', '/app/nobody', NOWHERE],
    ['its handler throws', '/app/throws', '/app/throws failed: java.lang.IllegalArgumentException: room 7 of 5'],
    ['it needs a user', '/app/to-all', expect.stringMatching(/^\/app\/to-all needs a user \(--header, .*: .*Principal/)],
  ])('%s', async (_, send, detail) => {
    const outcome = await rehearsing({}, { echo: { send, receive: '/topic/echo' } });
    expect(outcome).toMatchObject({ verdict: 'problem', code: 'STOMP-NOT-DELIVERED', detail, others: [] });
  });
});

describe("an application that needs something on this machine's 127.0.0.1", () => {
  test('reaches it, and is told what that means on AWS', async () => {
    const broker = createServer((socket) => socket.end('hello'));
    await new Promise<void>((resolve) => broker.listen(0, '127.0.0.1', resolve));
    const { port } = broker.address() as AddressInfo;
    const outcome = await rehearsing({ APP_LISTENSTO: `${port}` });
    broker.close();
    expect(outcome).toMatchObject({
      verdict: 'healthy',
      assumptions: [expect.stringContaining(`the application used 127.0.0.1:${port} of this machine: on AWS`)],
    });
  });

  test('fails: nothing listens there', async () => {
    expect(await rehearsing({ APP_LISTENSTO: '1' })).toMatchObject({
      verdict: 'problem',
      code: 'APP-EXITED',
      detail: expect.stringMatching(/^java\.net\.ConnectException: Connection refused \(a rehearsed application .* --app-url\)$/),
    });
  });
});
