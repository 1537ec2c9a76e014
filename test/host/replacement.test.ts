import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Alarm, AlarmRule, CompositeAlarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { AppSecret, Handshake, Route, type WebSocketHostProps, WebSocketHost, WebSocketIngress } from '../../lib';
import { chat, ids, only, routes, synthesized } from '../ingress/synthesized';
import { resolve, userData } from '../ingress/user-data';

const TOKEN = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:token-AbCdEf';

type Given = Partial<WebSocketHostProps>;

/** A host with such props; what is done with it then. */
const host = (given: Given | ((stack: Stack) => Given) = {}, then: (host: WebSocketHost, stack: Stack) => void = () => undefined) =>
  synthesized((stack) => {
    const made = new WebSocketHost(stack, 'Host', { app: chat(), routes, ...(typeof given === 'function' ? given(stack) : given) });
    new WebSocketIngress(stack, 'Ingress', { host: made });
    then(made, stack);
  }).template;

const metric = new Metric({ namespace: 'Chat', metricName: 'Errors' });
const alarm = (stack: Stack, id = 'Errors') => new Alarm(stack, id, { metric, threshold: 1, evaluationPeriods: 1 });

const group = (template: ReturnType<typeof host>) => only(template, 'AWS::AutoScaling::AutoScalingGroup');

/** The actions that the role's own policy allows, and on what. */
const allowed = (template: ReturnType<typeof host>, action: string) =>
  Object.values(template.findResources('AWS::IAM::Policy'))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as any[])
    .filter(({ Action }) => [Action].flat().includes(action))
    .flatMap(({ Resource }) => [Resource].flat().map(resolve));

describe('redeploy', () => {
  test('makes other user data of another text, and none of the same', () => {
    const [none, first, again, second] = [undefined, 'first', 'first', 'second'].map((redeploy) => userData(host({ redeploy })).text);
    expect(again).toBe(first);
    expect(new Set([none, first, second]).size).toBe(3);
    expect(userData(host()).deployment).not.toHaveProperty('redeploy');
  });
});

describe('the deployment log', () => {
  test('is kept for a month, also when the stack goes', () => {
    expect(only(host(), 'AWS::Logs::LogGroup')).toMatchObject({ Properties: { RetentionInDays: 30 }, DeletionPolicy: 'Retain' });
  });

  test('is kept as long as wanted', () => {
    const template = host({ deploymentLogRetention: RetentionDays.ONE_WEEK, deploymentLogRemovalPolicy: RemovalPolicy.DESTROY });
    expect(only(template, 'AWS::Logs::LogGroup')).toMatchObject({ Properties: { RetentionInDays: 7 }, DeletionPolicy: 'Delete' });
  });
});

describe('rollbackAlarms', () => {
  const template = host((stack) => ({ rollbackAlarms: [alarm(stack), alarm(stack, 'Latency')], defaultAlarms: false }));
  const alarms = ids(template, 'AWS::CloudWatch::Alarm');

  test('are told to the host, with five minutes for them', () => {
    expect(userData(template).deployment.rollback).toEqual({ alarms: alarms.map((id) => `<${id}>`), bakeSeconds: 300 });
  });

  test('may be read by it, those alone, and whether its stack is deployed', () => {
    expect(allowed(template, 'cloudwatch:DescribeAlarms').sort()).toEqual(alarms.map((id) => `<${id}.Arn>`));
    expect(allowed(template, 'cloudformation:DescribeStacks')).toEqual(['<AWS::StackId>']);
  });

  test('make CloudFormation and Auto Scaling wait longer', () => {
    expect(group(template)).toMatchObject({
      CreationPolicy: { ResourceSignal: { Timeout: 'PT25M' } },
      UpdatePolicy: { AutoScalingRollingUpdate: { PauseTime: 'PT25M' } },
      Properties: { HealthCheckGracePeriod: 1500 },
    });
    expect(group(host()).CreationPolicy.ResourceSignal.Timeout).toBe('PT20M');
  });

  test('of the service itself are added once it is made', () => {
    const made = host({ bakeTime: Duration.minutes(10) }, (each, stack) => each.addRollbackAlarms(alarm(stack)));
    expect(userData(made).deployment.rollback).toMatchObject({ bakeSeconds: 600 });
    expect(allowed(made, 'cloudwatch:DescribeAlarms')).toHaveLength(1);
  });

  test('are neither read nor allowed to be read where there are none', () => {
    expect(userData(host()).deployment).not.toHaveProperty('rollback');
    expect(allowed(host(), 'cloudformation:DescribeStacks')).toEqual([]);
  });

  describe('fail', () => {
    test.each<[string, Given, RegExp]>([
      [
        'with a bake time alone',
        { bakeTime: Duration.minutes(5) },
        /bakeTime is given without rollbackAlarms: give alarms, or leave it out/,
      ],
      ['with a bake time of nothing', { bakeTime: Duration.seconds(0) }, /bakeTime is 0 s: give a second or more/],
    ])('%s', (_, given, message) => {
      expect(() => host(given)).toThrow(message);
    });

    test('with more time than CloudFormation waits', () => {
      const given = (stack: Stack) => ({
        rollbackAlarms: [alarm(stack)],
        bakeTime: Duration.minutes(16),
        app: chat({ startTimeout: Duration.minutes(30) }),
      });
      expect(() => host(given)).toThrow(
        'bakeTime is 960 s, but CloudFormation waits at most an hour for a host, of which boot, start and target health take 2700 s: ' +
          'give at most 900 seconds, or a shorter startTimeout',
      );
    });

    test('with alarms that come too late for a bake time', () => {
      expect(() => host({}, (made, stack) => made.addRollbackAlarms(alarm(stack)))).toThrow('addRollbackAlarms needs a bakeTime');
    });

    test('with a composite alarm, whose state only who may read all alarms can read', () => {
      const given = (stack: Stack) => ({
        rollbackAlarms: [new CompositeAlarm(stack, 'All', { alarmRule: AlarmRule.fromBoolean(true) })],
      });
      expect(() => host(given)).toThrow(/rollbackAlarms has Chat\/All, a composite alarm, .*: give the alarms that it is made of/);
    });
  });
});

describe('restartOnRotation', () => {
  const template = host((stack) => ({
    restartOnRotation: true,
    app: chat({
      secrets: {
        PASSWORD: AppSecret.fromSecretsManager(new Secret(stack, 'Database'), 'password'),
        USER: AppSecret.fromSecretsManager(Secret.fromSecretNameV2(stack, 'Named', 'chat/user')),
        JWT: AppSecret.fromParameterStore(
          StringParameter.fromSecureStringParameterAttributes(stack, 'Jwt', { parameterName: '/chat/jwt' }),
        ),
      },
    }),
    routes: [
      Route.stomp('/ws', {
        handshake: Handshake.withQuery('token', AppSecret.fromSecretsManager(Secret.fromSecretCompleteArn(stack, 'Token', TOKEN))),
      }),
    ],
  }));

  test("listens to the service's own events about each secret, and to no other", () => {
    const rules = Object.values(template.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties);
    expect(rules.map(({ EventPattern }) => EventPattern)).toEqual([
      {
        source: ['aws.secretsmanager'],
        'detail-type': ['Secret Label Updated'],
        detail: { labelUpdated: ['AWSCURRENT'] },
        resources: [{ Ref: expect.stringMatching(/^Database/) }, { prefix: expect.anything() }, TOKEN],
      },
      {
        source: ['aws.ssm'],
        'detail-type': ['Parameter Store Change'],
        detail: { operation: ['Update'] },
        resources: [expect.anything()],
      },
    ]);
    expect(resolve(rules[1]!.EventPattern.resources[0])).toMatch(/:parameter\/chat\/jwt$/);
    expect(resolve(rules[0]!.EventPattern.resources[1].prefix)).toMatch(/:secret:chat\/user-$/);
  });

  test('starts an instance refresh, a new host first, and again while another one goes on', () => {
    const { Properties } = only(template, 'AWS::StepFunctions::StateMachine');
    expect(JSON.parse(resolve(Properties.DefinitionString))).toEqual({
      StartAt: 'Start',
      States: {
        Start: {
          Type: 'Task',
          Resource: 'arn:<AWS::Partition>:states:::aws-sdk:autoscaling:startInstanceRefresh',
          Parameters: {
            AutoScalingGroupName: `<${ids(template, 'AWS::AutoScaling::AutoScalingGroup')[0]}>`,
            Preferences: { MinHealthyPercentage: 100, MaxHealthyPercentage: 200 },
          },
          Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 300, BackoffRate: 1, MaxAttempts: 24 }],
          End: true,
        },
      },
    });
  });

  test('may do that one thing with this one group', () => {
    const roles = Object.values(template.findResources('AWS::IAM::Role')).filter(({ Properties }) => Properties.Policies);
    const may = roles.map(({ Properties }) => {
      const [{ PolicyDocument }] = Properties.Policies;
      const [{ Action, Resource }, ...more] = PolicyDocument.Statement;
      expect(more).toEqual([]);
      return [Properties.AssumeRolePolicyDocument.Statement[0].Principal.Service, Action, resolve(Resource)];
    });
    expect(may).toEqual([
      [
        'states.amazonaws.com',
        'autoscaling:StartInstanceRefresh',
        expect.stringMatching(/:autoScalingGroup:\*:autoScalingGroupName\/<HostGroup/),
      ],
      ['events.amazonaws.com', 'states:StartExecution', expect.stringMatching(/^<HostRotationRefresh.*Arn>$/)],
    ]);
  });

  test('listens once the group is there: a secret of the same stack is a new value when it is made', () => {
    const [id] = ids(template, 'AWS::AutoScaling::AutoScalingGroup');
    for (const rule of Object.values(template.findResources('AWS::Events::Rule'))) expect(rule.DependsOn).toContain(id);
  });

  test('needs a rule for each ten secrets, whose patterns have 2048 characters', () => {
    const made = host((stack) => ({
      restartOnRotation: true,
      app: chat({
        secrets: Object.fromEntries(
          Array.from({ length: 25 }, (_, index) => [`S${index}`, AppSecret.fromSecretsManager(new Secret(stack, `Secret${index}`))]),
        ),
      }),
    }));
    const patterns = Object.values(made.findResources('AWS::Events::Rule')).map(({ Properties }) => Properties.EventPattern);
    expect(patterns.map(({ resources }) => resources.length)).toEqual([10, 10, 5]);
    const sizes = patterns.map((pattern) => JSON.stringify(pattern).replace(/\{"Ref":"[^"]*"\}/g, `"${'x'.repeat(160)}"`).length);
    expect(Math.max(...sizes)).toBeLessThan(2048);
  });

  test('fails without secrets', () => {
    expect(() => host({ restartOnRotation: true })).toThrow('restartOnRotation is true, but there are no secrets');
  });
});
