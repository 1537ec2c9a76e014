import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { main } from '../../lib/cli/main';
import type { Report } from '../../lib/doctor/report';
import type { RehearsalOptions } from '../../lib/rehearsal/options';
import { findProgram } from '../../lib/rehearsal/prerequisites';
import { Rehearsal, SHARED_NETWORK, type Rehearsed } from '../../lib/rehearsal/rehearsal';
import { fakeSpring, type FakeOptions } from '../probes/fake-spring';
import { cloudAssembly, type FixtureOptions } from './fixture';

const OPTIONS: RehearsalOptions = { app: '', environment: {}, headers: {}, connectHeaders: {}, withTheBug: false };
const able = ['nginx', 'haproxy', 'openssl', 'ip'].every(findProgram) && process.getuid?.() === 0;
const left = () => [
  readdirSync(tmpdir()).filter((name) => name.startsWith('cdk-spring-websocket-')),
  spawnSync('ip', ['netns'], { encoding: 'utf8' }).stdout,
];

/** What is asked of a SockJS route when nothing is in the way. */
const NOT_REACHED = [
  'dns',
  'tls',
  'redirect',
  'health',
  'info',
  'websocket',
  'stomp',
  'message',
  'xhr-streaming',
  'eventsource',
  'xhr-polling',
  'iframe',
  'client',
].map((question) => `${question} not-reached`);

async function rehearsing(
  fixture: FixtureOptions,
  fake: FakeOptions,
  more: Partial<RehearsalOptions> = {},
  meanwhile: (rehearsed: Rehearsed) => Promise<unknown> = async () => undefined,
) {
  const server = await fakeSpring(fake);
  const rehearsal = new Rehearsal(
    { ...OPTIONS, app: cloudAssembly(fixture), appUrl: `http://127.0.0.1:${server.port}`, ...more },
    { say: () => undefined },
  );
  try {
    const rehearsed = await rehearsal.run();
    const { report, removed, assumptions, url } = rehearsed;
    return {
      meanwhile: await meanwhile(rehearsed),
      verdict: report.verdict,
      cause: report.cause?.code,
      answers: report.answers.map(({ question, verdict }) => `${question} ${verdict}`),
      evidence: report.evidence,
      removed,
      assumptions,
      url,
    };
  } finally {
    await rehearsal.close();
    server.close();
  }
}

(able ? describe : describe.skip)('with nginx and HAProxy', () => {
  test('the chain of a template, from the name to the broker, and nothing stays', async () => {
    const before = left();
    const outcome = await rehearsing({}, {}, { echo: { send: '/app/x', receive: '/topic/x' } });
    expect(outcome).toMatchObject({
      verdict: 'healthy',
      cause: undefined,
      assumptions: [],
      answers: [
        'nginx-config healthy',
        'application healthy',
        'dns healthy',
        'tls healthy',
        'redirect healthy',
        'health healthy',
        'info healthy',
        'websocket healthy',
        'stomp healthy',
        'message healthy',
        'xhr-streaming healthy',
        'eventsource healthy',
        'xhr-polling healthy',
        'iframe not-offered',
        'client healthy',
      ],
    });
    // What is only worth a row when it is wrong.
    expect(outcome.evidence[1]).toMatchObject({
      stranger: { status: 101 },
      deflate: { status: 101 },
      stickiness: { withCookies: [204, 204, 204, 204] },
      preflight: { status: 200 },
      h2c: { upgraded: false },
      client: { transport: 'websocket' },
    });
    expect(outcome.evidence[1].polling).toMatchObject({
      sticky: true,
      cookieNames: expect.arrayContaining(['AWSALB', 'AWSALBCORS']) as unknown,
    });
    expect(left()).toEqual(before);
  });

  test('the doctor examines the running chain with the arguments that it is told', async () => {
    const output: string[] = [];
    const nowhere = { write: () => true };
    const out = { write: (text: string) => output.push(text) };
    const outcome = await rehearsing({}, {}, {}, ({ doctor }) => main(['doctor', ...doctor, '--json'], out, nowhere));
    expect([outcome.meanwhile, (JSON.parse(output.join('')) as Report).answers]).toEqual([
      0,
      expect.arrayContaining([expect.objectContaining({ question: 'websocket', verdict: 'healthy' })]),
    ]);
  });

  test('plain HTTP, and no stickiness where the template has none', async () => {
    const outcome = await rehearsing(
      {
        http: true,
        resources: { Group: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { Port: 8000, HealthCheckPath: '/health' } } },
      },
      {},
    );
    expect(outcome).toMatchObject({ verdict: 'problem', cause: 'ALB-STICKY-MISSING', url: expect.stringMatching(/^http:/) as unknown });
    expect(outcome.answers).not.toContain('tls healthy');
  });

  test('fails: with the bug, the classic answer and its cause', async () => {
    const outcome = await rehearsing({}, {}, { withTheBug: true });
    expect(outcome).toMatchObject({ verdict: 'problem', cause: 'PROXY-UPGRADE-MISSING' });
    expect(outcome.removed).toBe(`--- a/etc/websocket-host/nginx.conf
+++ b/etc/websocket-host/nginx.conf
@@ -19,11 +19,7 @@
     location = /health { return 200 "fine"; }
     location / {
       proxy_pass http://127.0.0.1:8080;
-      proxy_http_version 1.1;
-      proxy_set_header Upgrade $websocket_upgrade;
-      proxy_set_header Connection $websocket_connection;
       proxy_set_header Host $http_host;
-      proxy_buffering off;
     }
   }
 }
`);
    expect(outcome.answers).toEqual(
      expect.arrayContaining(['info healthy', 'websocket problem', 'xhr-streaming problem', 'eventsource problem', 'xhr-polling healthy']),
    );
  });

  test('fails: a configuration that nginx refuses, before anything else is started', async () => {
    const outcome = await rehearsing(
      { files: [{ path: '/etc/websocket-host/nginx.conf', content: 'daemon off;\nevents {}\nhttp { server { proxy_pas x; } }\n' }] },
      {},
    );
    expect(outcome).toMatchObject({ verdict: 'problem', cause: 'NGX-CONFIG-INVALID', answers: ['nginx-config problem', ...NOT_REACHED] });
  });

  test('fails: a rule that does not cover the route', async () => {
    const rule = {
      Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
      Properties: {
        ListenerArn: { Ref: 'Shared' },
        Actions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Group' } }],
        Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/api/*'] } }],
      },
    };
    const outcome = await rehearsing({ resources: { Listener: rule } }, {});
    expect(outcome).toMatchObject({ verdict: 'problem', cause: 'ALB-RULE-MISSING' });
  });

  test('fails: nobody where the application should be', async () => {
    const outcome = await rehearsing({}, {}, { appUrl: 'http://127.0.0.1:1', startSeconds: 1 });
    expect(outcome).toMatchObject({
      verdict: 'problem',
      cause: 'APP-NOT-LISTENING',
      answers: ['nginx-config healthy', 'application problem', ...NOT_REACHED],
    });
  });

  test('two at the same time do not meet', async () => {
    const outcomes = await Promise.all([rehearsing({}, {}), rehearsing({}, {})]);
    const problems = outcomes.flatMap(({ answers, evidence }) =>
      answers.filter((answer) => answer.endsWith('problem')).map((answer) => [answer, evidence]),
    );
    expect([outcomes.map(({ verdict }) => verdict), problems]).toEqual([['healthy', 'healthy'], []]);
    expect(new Set(outcomes.map(({ url }) => url)).size).toBe(2);
  });

  describe('without a network namespace', () => {
    // As for somebody who is not root, and on macOS.
    beforeAll(() => void jest.spyOn(process, 'getuid').mockReturnValue(1000));
    afterAll(() => jest.restoreAllMocks());

    test('two at the same time take turns, and it is said what they share', async () => {
      const outcomes = await Promise.all([rehearsing({}, {}), rehearsing({}, {})]);
      expect(outcomes.map(({ verdict }) => verdict)).toEqual(['healthy', 'healthy']);
      expect(outcomes.map(({ assumptions }) => assumptions)).toEqual([[SHARED_NETWORK], [SHARED_NETWORK]]);
    });
  });
});
