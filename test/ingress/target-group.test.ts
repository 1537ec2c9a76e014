import { CfnParameter, Duration, type Stack, Token } from 'aws-cdk-lib';
import { SpringWebSocketService, WebSocketHost, WebSocketIngress, type WebSocketIngressOptions } from '../../lib';
import { chat, only, routes, synthesized } from './synthesized';

const TYPE = 'AWS::ElasticLoadBalancingV2::TargetGroup';

describe.each<[string, (stack: Stack, options: WebSocketIngressOptions) => unknown]>([
  [
    'an ingress',
    (stack, options) =>
      new WebSocketIngress(stack, 'Ingress', { host: new WebSocketHost(stack, 'Host', { app: chat(), routes }), ...options }),
  ],
  ['a service', (stack, options) => new SpringWebSocketService(stack, 'Chat', { app: chat(), routes, ...options })],
])('the target group of %s', (_title, make) => {
  const made = (options: WebSocketIngressOptions) => only(synthesized((stack) => make(stack, options)).template, TYPE).Properties;

  test('has the delay, the slow start and the stickiness that are asked for', () => {
    const { TargetGroupAttributes } = made({
      deregistrationDelay: Duration.seconds(90),
      slowStart: Duration.seconds(60),
      stickiness: false,
    });
    const attributes = TargetGroupAttributes as { Key: string; Value: string }[];
    expect(Object.fromEntries(attributes.map(({ Key, Value }) => [Key, Value]))).toEqual({
      'deregistration_delay.timeout_seconds': '90',
      'slow_start.duration_seconds': '60',
      'stickiness.enabled': 'false',
    });
  });

  test('checks health as often as is asked for, and the rest by default', () => {
    const figures = { interval: Duration.seconds(30), timeout: Duration.seconds(10), healthyThresholdCount: 4, unhealthyThresholdCount: 5 };
    expect(made({ healthCheck: figures })).toMatchObject({
      HealthCheckPath: '/.well-known/websocket-host/health',
      Matcher: { HttpCode: '200' },
      HealthCheckIntervalSeconds: 30,
      HealthCheckTimeoutSeconds: 10,
      HealthyThresholdCount: 4,
      UnhealthyThresholdCount: 5,
    });
    expect(made({ healthCheck: { unhealthyThresholdCount: 10 } })).toMatchObject({
      HealthCheckIntervalSeconds: 15,
      HealthCheckTimeoutSeconds: 5,
      HealthyThresholdCount: 2,
      UnhealthyThresholdCount: 10,
    });
  });

  const seconds = Duration.seconds;
  const waits = 'but a deployment waits 300 s for it: lower one of the two';

  test.each<[WebSocketIngressOptions, string]>([
    [{ deregistrationDelay: seconds(3601) }, 'deregistrationDelay is 3601 s, but a target group takes 0 to 3600 s'],
    [{ slowStart: seconds(29) }, 'slowStart is 29 s, but a target group takes 30 to 900 s'],
    [{ slowStart: seconds(901) }, 'slowStart is 901 s, but a target group takes 30 to 900 s'],
    [{ healthCheck: { interval: seconds(4) } }, 'healthCheck.interval is 4 s, but a target group takes 5 to 300 s'],
    [{ healthCheck: { interval: seconds(301) } }, 'healthCheck.interval is 301 s, but a target group takes 5 to 300 s'],
    [{ healthCheck: { timeout: seconds(1) } }, 'healthCheck.timeout is 1 s, but a target group takes 2 to 120 s'],
    [{ healthCheck: { timeout: seconds(121) } }, 'healthCheck.timeout is 121 s, but a target group takes 2 to 120 s'],
    [
      { healthCheck: { healthyThresholdCount: 1 } },
      'healthCheck.healthyThresholdCount is 1, but a target group takes a whole number from 2 to 10',
    ],
    [
      { healthCheck: { unhealthyThresholdCount: 11 } },
      'healthCheck.unhealthyThresholdCount is 11, but a target group takes a whole number',
    ],
    [
      { healthCheck: { unhealthyThresholdCount: 2.5 } },
      'healthCheck.unhealthyThresholdCount is 2.5, but a target group takes a whole number',
    ],
    [
      { healthCheck: { timeout: seconds(15) } },
      'healthCheck.timeout is 15 s, but the next check comes after 15 s: lower it, or raise healthCheck.interval',
    ],
    [
      { healthCheck: { interval: seconds(101) } },
      `healthCheck takes up to 303 s to find a new host healthy (interval 101 s, healthyThresholdCount 2), ${waits}`,
    ],
    [
      { healthCheck: { interval: seconds(28), healthyThresholdCount: 10 } },
      `healthCheck takes up to 308 s to find a new host healthy (interval 28 s, healthyThresholdCount 10), ${waits}`,
    ],
  ])('fails with %j', (options, message) => {
    expect(() => made(options)).toThrow(message);
  });
});

test('figures that only AWS knows are left to it', () => {
  const healthCheck = {
    healthyThresholdCount: Token.asNumber({ Ref: 'Count' }),
    unhealthyThresholdCount: Token.asNumber({ Ref: 'Count' }),
  };
  const { template } = synthesized((stack) => {
    new CfnParameter(stack, 'Count', { type: 'Number' });
    new SpringWebSocketService(stack, 'Chat', { app: chat(), routes, healthCheck });
  });
  expect(only(template, TYPE).Properties).toMatchObject({
    HealthyThresholdCount: { Ref: 'Count' },
    UnhealthyThresholdCount: { Ref: 'Count' },
  });
});
