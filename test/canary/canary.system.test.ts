import { Route } from '../../lib';
import { Certificates } from '../doctor/scenarios/parts';
import { startChain, type Edit } from '../doctor/scenarios/chain';
import { without } from '../doctor/scenarios/edits';
import { applicationJar } from '../rehearsal/application-jar';
import { type OutsideApplication, startOutside } from '../rehearsal/outside-application';
import { packed, type Ran, run } from './packed';

jest.setTimeout(60_000);

const SOCKJS = '/sockjs-for-all';
const STOMP = '/ws-for-all';
const certificates = new Certificates();
let application: OutsideApplication;
beforeAll(async () => {
  application = await startOutside(applicationJar('4.1.2'), { JAVA_TOOL_OPTIONS: '-Xmx160m -XX:TieredStopAtLevel=1' });
});
afterAll(async () => {
  await application.stop();
  certificates.remove();
});

/** One round against HAProxy with TLS, nginx with an edit, and the application. */
async function against(edit: Edit, path: string, route: Route, trusted = certificates.root): Promise<Ran> {
  const pem = certificates.pem('localhost');
  const chain = await startChain(edit, { path, application: Number(new URL(application.url).port), pem });
  try {
    return await run(packed([route], { url: `https://localhost:${chain.port}` }), { NODE_EXTRA_CA_CERTS: trusted });
  } finally {
    await chain.stop();
  }
}

const metricsIn = ({ lines }: Ran): Record<string, any> => {
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0]!) as Record<string, any>;
};

test('a chain that works: the metrics of a round without failures, in one line', async () => {
  const ran = await against({}, SOCKJS, Route.sockJs(SOCKJS));
  expect(ran.returned.routes).toEqual([
    {
      path: SOCKJS,
      verdict: 'healthy',
      answers: [
        expect.stringMatching(/^dns healthy: localhost -> /),
        expect.stringMatching(/^tcp healthy/),
        expect.stringMatching(/^tls healthy/),
        expect.stringMatching(/^info healthy: 200, websocket true/),
        expect.stringMatching(/^websocket healthy: 101 Switching Protocols, Sec-WebSocket-Accept ok, o frame/),
        expect.stringMatching(/^stomp healthy: CONNECTED 1\.2/),
      ],
    },
  ]);
  expect(metricsIn(ran)).toMatchObject({
    _aws: {
      Timestamp: expect.any(Number),
      CloudWatchMetrics: [
        {
          Namespace: 'CdkSpringWebSocket',
          Dimensions: [['StackName', 'LogicalResourceId']],
          Metrics: [
            { Name: 'CanaryFailures', Unit: 'Count' },
            { Name: 'CanaryTime', Unit: 'Milliseconds' },
          ],
        },
      ],
    },
    StackName: 'Chat',
    LogicalResourceId: expect.stringMatching(/^ChatHost/),
    CanaryFailures: 0,
    CanaryTime: expect.any(Number),
  });
});

test.each([
  ['SockJS', SOCKJS, Route.sockJs(SOCKJS), ['info healthy', 'websocket problem', 'stomp not-reached']],
  ['STOMP', STOMP, Route.stomp(STOMP), ['websocket problem', 'stomp not-reached']],
])(
  'nginx that drops the upgrade before %s: the finding, the part of the chain, the cure and the command',
  async (_, path, route, answers) => {
    const ran = await against(without(/Upgrade|Connection/), path, route);
    const { routes, CanaryFailures, CanaryTime, _aws } = metricsIn(ran);
    expect([CanaryFailures, CanaryTime, _aws.CloudWatchMetrics[0].Metrics]).toEqual([
      1,
      undefined,
      [{ Name: 'CanaryFailures', Unit: 'Count' }],
    ]);
    expect(routes).toEqual([
      expect.objectContaining({
        path,
        verdict: 'problem',
        code: 'PROXY-UPGRADE-MISSING',
        hop: 'nginx',
        problem: 'nginx drops the Upgrade header, so no WebSocket opens',
        cure: expect.stringContaining('proxy_set_header'),
        next: expect.stringMatching(new RegExp(`^npx cdk-spring-websocket doctor https://localhost:\\d+${path} --kind (sockjs|stomp)$`)),
      }),
    ]);
    expect(routes[0].answers.map((line: string) => line.split(':')[0]).slice(3)).toEqual(answers);
    expect(ran.returned).toMatchObject({ failures: 1, routes });
  },
);

test('an application that is gone', async () => {
  const gone = await against({ withoutApplication: true }, SOCKJS, Route.sockJs(SOCKJS));
  expect(gone.returned).toMatchObject({ failures: 1, routes: [{ code: 'APP-502', hop: 'spring-boot' }] });
});

test('a certificate that nobody trusts', async () => {
  const untrusted = await against({}, SOCKJS, Route.sockJs(SOCKJS), '');
  expect(untrusted.returned).toMatchObject({ failures: 1, routes: [{ code: 'TLS-CHAIN', hop: 'tls' }] });
});
