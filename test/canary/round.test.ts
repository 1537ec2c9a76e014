import type { CanaryTask } from '../../lib/chain/canary';
import { metricLine } from '../../lib/canary/metric-line';
import { round } from '../../lib/canary/round';
import { SecretValues } from '../../lib/canary/secret-values';
import { fakeSpring, type FakeOptions } from '../probes/fake-spring';
import { secretsStandIn } from './secrets-stand-in';

const values: Record<string, string> = { login: '{"passcode":"s3cr3t-passcode"}', token: 'Bearer 4f9d2c7b' };
let aws: Awaited<ReturnType<typeof secretsStandIn>>;
const before = { ...process.env };
beforeAll(async () => {
  aws = await secretsStandIn(values);
  Object.assign(process.env, { AWS_ENDPOINT_URL: aws.url, AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x' });
});
afterAll(() => {
  process.env = before;
  aws.stop();
});

const ROUTE = { kind: 'stomp', path: '/ws', handshakePath: '/ws' } as const;

/** A round against a Spring Boot that is played, and what that heard. */
async function against(fake: FakeOptions, task: Partial<CanaryTask>, secrets = new SecretValues()) {
  const server = await fakeSpring({ raw: true, ...fake });
  try {
    const whole: CanaryTask = { url: `http://127.0.0.1:${server.port}`, routes: [ROUTE], dimensions: { StackName: 'Chat' }, ...task };
    const outcome = await round(whole, secrets);
    return { outcome, line: metricLine(whole, outcome, 1), heard: server.heard };
  } finally {
    server.close();
  }
}

test('headers of CONNECT are read from their secrets, and no value gets into the log', async () => {
  const passcode = { service: 'secretsmanager', id: 'login', jsonKey: 'passcode' } as const;
  const said = await against({ error: 'Bad login s3cr3t-passcode' }, { stompHeaders: { passcode } });
  expect(said.heard.join()).toContain('passcode:s3cr3t-passcode');
  expect(said.outcome).toMatchObject({ failures: 1, routes: [{ verdict: 'problem', problem: expect.stringContaining('***') }] });
  expect(said.line).not.toContain('s3cr3t');
});

test('a secret is read once for many rounds, and anew when it is forgotten', async () => {
  const secrets = new SecretValues();
  const handshake = { header: 'Authorization', secret: { service: 'ssm', id: 'token' } } as const;
  const task = { routes: [{ ...ROUTE, handshake }] };
  aws.asked.length = 0;
  await against({}, task, secrets);
  await against({}, task, secrets);
  expect(aws.asked).toEqual(['AmazonSSM.GetParameter token']);
  secrets.forget();
  await against({}, task, secrets);
  expect(aws.asked).toHaveLength(2);
});

test('fails with a secret that may not be read, or has no such key', async () => {
  const said = async (secret: object) => (await against({}, { stompHeaders: { passcode: secret as never } })).outcome.routes[0]!.problem;
  expect(await said({ service: 'secretsmanager', id: 'other' })).toBe(
    'a secret for it cannot be read: AccessDeniedException: not authorized',
  );
  expect(await said({ service: 'secretsmanager', id: 'token', jsonKey: 'a' })).toBe(
    'a secret for it cannot be read: Error: token is no JSON object with the key a',
  );
});

test('an application that asks for a login is no failure without one, and one with credentials that it refuses', async () => {
  expect((await against({ login: true }, {})).outcome).toMatchObject({ failures: 0, routes: [{ verdict: 'undetermined' }] });
  const handshake = { query: 'token', secret: { service: 'secretsmanager', id: 'token' } } as const;
  const refused = (await against({ login: true }, { routes: [{ ...ROUTE, handshake }] })).outcome;
  expect(refused).toMatchObject({ failures: 1, routes: [{ verdict: 'problem' }] });
});

test('each route has its own outcome, and the time is that of the slowest handshake', async () => {
  const { outcome } = await against({}, { routes: [ROUTE, { ...ROUTE, path: '/other', handshakePath: '/other' }] });
  expect(outcome).toMatchObject({
    failures: 1,
    ms: expect.any(Number),
    routes: [
      { path: '/ws', verdict: 'healthy' },
      { path: '/other', verdict: 'problem', problem: expect.stringMatching(/^websocket: 400/), possible: expect.any(Array) },
    ],
  });
});
