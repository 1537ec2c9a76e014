import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import type { RehearsalOptions } from '../../lib/rehearsal/options';
import { findProgram } from '../../lib/rehearsal/prerequisites';
import { Rehearsal } from '../../lib/rehearsal/rehearsal';
import { fakeSpring, type FakeOptions } from '../probes/fake-spring';
import { cloudAssembly, type FixtureOptions } from './fixture';

const OPTIONS: RehearsalOptions = { app: '', environment: {}, headers: {}, connectHeaders: {}, withTheBug: false };
const able = ['nginx', 'haproxy', 'openssl', 'ip'].every(findProgram) && process.getuid?.() === 0;
const left = () => [readdirSync(tmpdir()).filter((name) => name.startsWith('cdk-spring-websocket-')), spawnSync('ip', ['netns'], { encoding: 'utf8' }).stdout];

async function rehearsing(fixture: FixtureOptions, fake: FakeOptions, more: Partial<RehearsalOptions> = {}) {
  const server = await fakeSpring(fake);
  const rehearsal = new Rehearsal({ ...OPTIONS, app: cloudAssembly(fixture), appUrl: `http://127.0.0.1:${server.port}`, ...more }, { say: () => undefined });
  try {
    const { report, removed, assumptions, url } = await rehearsal.run();
    return { verdict: report.verdict, cause: report.cause?.code, answers: report.answers.map(({ question, verdict }) => `${question} ${verdict}`), evidence: report.evidence, removed, assumptions, url };
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
      verdict: 'healthy', cause: undefined, assumptions: [],
      answers: [
        'nginx-config healthy', 'application healthy', 'dns healthy', 'tls healthy', 'redirect healthy', 'health healthy', 'info healthy', 'websocket healthy',
        'stomp healthy', 'message healthy', 'xhr-streaming healthy', 'eventsource healthy', 'iframe not-offered', 'xhr-polling healthy',
      ],
    });
    expect(outcome.evidence[1].polling).toMatchObject({ sticky: true, cookieNames: expect.arrayContaining(['AWSALB', 'AWSALBCORS']) as unknown });
    expect(left()).toEqual(before);
  });

  test('plain HTTP, and no stickiness where the template has none', async () => {
    const outcome = await rehearsing({ http: true, resources: { Group: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { Port: 8000, HealthCheckPath: '/health' } } } }, {});
    expect(outcome).toMatchObject({ verdict: 'problem', cause: 'ALB-STICKY-MISSING', url: expect.stringMatching(/^http:/) as unknown });
    expect(outcome.answers).not.toContain('tls healthy');
  });

  test('fails: with the bug, the classic answer and its cause', async () => {
    const outcome = await rehearsing({}, {}, { withTheBug: true });
    expect(outcome).toMatchObject({ verdict: 'problem', cause: 'NGX-UPGRADE-MISSING' });
    expect(outcome.removed).toEqual(['proxy_http_version 1.1;', 'proxy_set_header Upgrade $websocket_upgrade;', 'proxy_set_header Connection $websocket_connection;', 'proxy_buffering off;']);
    expect(outcome.answers).toEqual(expect.arrayContaining(['info healthy', 'websocket problem', 'xhr-streaming problem', 'eventsource problem', 'xhr-polling healthy']));
  });

  test('fails: a configuration that nginx refuses, before anything else is started', async () => {
    const outcome = await rehearsing({ files: [{ path: '/etc/websocket-host/nginx.conf', content: 'daemon off;\nevents {}\nhttp { server { proxy_pas x; } }\n' }] }, {});
    expect(outcome).toMatchObject({ verdict: 'problem', cause: 'NGX-CONFIG-INVALID', answers: ['nginx-config problem'] });
  });

  test('fails: a rule that does not cover the route', async () => {
    const rule = { Type: 'AWS::ElasticLoadBalancingV2::ListenerRule', Properties: { ListenerArn: { Ref: 'Shared' }, Actions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Group' } }], Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/api/*'] } }] } };
    const outcome = await rehearsing({ resources: { Listener: rule } }, {});
    expect(outcome).toMatchObject({ verdict: 'problem', cause: 'ALB-RULE-MISSING' });
  });

  test('fails: nobody where the application should be', async () => {
    const outcome = await rehearsing({}, {}, { appUrl: 'http://127.0.0.1:1', startSeconds: 1 });
    expect(outcome).toMatchObject({ verdict: 'problem', cause: 'APP-NOT-LISTENING', answers: ['nginx-config healthy', 'application problem'] });
  });

  test('two at the same time do not meet', async () => {
    const outcomes = await Promise.all([rehearsing({}, {}), rehearsing({}, {})]);
    expect(outcomes.map(({ verdict }) => verdict)).toEqual(['healthy', 'healthy']);
    expect(new Set(outcomes.map(({ url }) => url)).size).toBe(2);
  });
});
