import { type CheckResult, checkSettings, Health, matches, taking } from './target-health';

const settings = checkSettings({
  HealthCheckPath: '/health',
  HealthyThresholdCount: 2,
  UnhealthyThresholdCount: 3,
  Matcher: { HttpCode: '200' },
});

function after(...results: CheckResult[]) {
  const health = new Health(settings);
  results.forEach((result) => health.record(result));
  return health.now;
}

const good: CheckResult = { status: 200 };
const bad: CheckResult = { status: 503 };

test('one success brings a new target in', () => {
  expect(after()).toEqual({ state: 'initial', reason: 'Elb.InitialHealthChecking', description: 'Initial health checks in progress' });
  expect(after(bad, bad).state).toBe('initial');
  expect(after(bad, bad, good).state).toBe('healthy');
});

test('afterwards the thresholds count', () => {
  expect(after(good, bad, bad).state).toBe('healthy');
  expect(after(good, bad, bad, bad)).toEqual({
    state: 'unhealthy',
    reason: 'Target.ResponseCodeMismatch',
    description: 'Health checks failed with these codes: [503]',
  });
  expect(after(good, bad, bad, bad, good).state).toBe('unhealthy');
  expect(after(good, bad, bad, bad, good, good).state).toBe('healthy');
});

test('the reason is that of the last failure', () => {
  expect(after(bad, bad, { failure: 'timeout' }).reason).toBe('Target.Timeout');
  expect(after(bad, bad, { failure: 'failed' })).toMatchObject({
    reason: 'Target.FailedHealthChecks',
    description: 'Health checks failed',
  });
});

test('only healthy targets take requests, and all unhealthy ones when there are no others', () => {
  expect(taking(['healthy', 'unhealthy', 'initial'])).toEqual([true, false, false]);
  expect(taking(['unhealthy', 'unhealthy', 'initial'])).toEqual([true, true, false]);
  expect(taking(['initial'])).toEqual([false]);
});

test('matchers are codes, lists and ranges', () => {
  expect(['200', '200,202', '200-299'].map((matcher) => matches(matcher, 202))).toEqual([false, true, true]);
});

test("what a group leaves out has ELB's defaults", () => {
  expect(checkSettings({})).toEqual({
    path: '/',
    port: undefined,
    matcher: '200',
    intervalSeconds: 30,
    timeoutSeconds: 5,
    healthyThreshold: 5,
    unhealthyThreshold: 2,
  });
});
