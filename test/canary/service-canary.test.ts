import { Duration, type Stack } from 'aws-cdk-lib';
import { Match, type Template } from 'aws-cdk-lib/assertions';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationListener, ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { PrivateHostedZone } from 'aws-cdk-lib/aws-route53';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { AppSecret, type CanaryOptions, Handshake, IngressListener, Route, ServiceDomain, SpringWebSocketService } from '../../lib';
import type { CanaryTask } from '../../lib/chain/canary';
import { FINDINGS } from '../../lib/findings/registry';
import { chat, ids, only, routes, synthesized, zone } from '../ingress/synthesized';
import { resolve } from '../ingress/user-data';

type Props = Partial<ConstructorParameters<typeof SpringWebSocketService>[2]>;

/** A service with a canary. */
function watched(
  options?: CanaryOptions,
  props: (stack: Stack) => Props = () => ({}),
  then: (service: SpringWebSocketService) => void = () => {},
) {
  return synthesized((stack) => {
    const domain = ServiceDomain.inZone(zone(stack), 'api');
    const service = new SpringWebSocketService(stack, 'Chat', { app: chat(), domain, routes, ...props(stack) });
    service.canary(options);
    then(service);
  }).template;
}

const task = (template: Template) =>
  JSON.parse(resolve(only(template, 'AWS::Lambda::Function').Properties.Environment.Variables.CANARY)) as CanaryTask;

const template = watched();

test('one small function outside of the VPC, which is not tried again', () => {
  const { Properties } = only(template, 'AWS::Lambda::Function');
  expect(Properties).toMatchObject({
    Architectures: ['arm64'],
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    MemorySize: 256,
    Timeout: 60,
  });
  expect([Properties.VpcConfig, Properties.ReservedConcurrentExecutions]).toEqual([undefined, undefined]);
  template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 });
  template.hasResource('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 30 }, DeletionPolicy: 'Delete' });
});

test('it may write into its own log, and nothing else: the metrics are in the log', () => {
  const log = { 'Fn::GetAtt': [Match.stringLikeRegexp('^ChatCanaryLog'), 'Arn'] };
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: [{ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Effect: 'Allow', Resource: log }] },
    Roles: [{ Ref: Match.stringLikeRegexp('^ChatCanaryRole') }],
  });
  template.hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'lambda.amazonaws.com' } }] },
    ManagedPolicyArns: Match.absent(),
  });
});

test('is told where clients begin, the routes, and whose metrics they are', () => {
  expect(task(template)).toEqual({
    url: 'https://api.example.com',
    routes: [{ kind: 'sockjs', path: '/ws-stomp', handshakePath: '/ws-stomp' }],
    dimensions: { StackName: 'Chat', LogicalResourceId: expect.stringMatching(/^ChatHostGroup/) },
  });
});

test('begins once a host has served, and asks every minute', () => {
  const { Properties, DependsOn } = only(template, 'AWS::Events::Rule');
  expect([Properties.ScheduleExpression, Properties.State]).toEqual(['rate(1 minute)', 'ENABLED']);
  expect(DependsOn).toEqual([expect.stringMatching(/^ChatHostGroup/)]);
});

test.each([
  [1, 60, 3],
  [2, 120, 2],
  [15, 900, 2],
])('every %d min: the alarm looks at %d s, %d times', (minutes, Period, EvaluationPeriods) => {
  watched({ interval: Duration.minutes(minutes) }).hasResourceProperties('AWS::CloudWatch::Alarm', {
    Namespace: 'CdkSpringWebSocket',
    MetricName: 'CanaryFailures',
    Statistic: 'Maximum',
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    Threshold: 1,
    Period,
    EvaluationPeriods,
    TreatMissingData: 'missing',
  });
});

test('the alarm says which finding it usually is, where the log is, and the command', () => {
  const [alarm] = Object.values(template.findResources('AWS::CloudWatch::Alarm', { Properties: { MetricName: 'CanaryFailures' } }));
  const said = resolve(alarm!.Properties.AlarmDescription);
  const [code] = said.split(',');
  expect(FINDINGS.map((finding) => finding.code)).toContain(code);
  expect(said).toMatch(
    / in a row\. Which finding, .*: aws logs tail \S+ --since 10m\. Where to look: npx .* doctor https:\/\/api\.example\.com\/ws-stomp$/,
  );
});

test('the alarm is among those of the service, whose topic it tells, and can roll a deployment back', () => {
  const told = watched(
    {},
    () => ({ bakeTime: Duration.minutes(5) }),
    ({ alarms, host, node }) => {
      alarms.notify(new Topic(node.scope!, 'Topic'));
      host.addRollbackAlarms(alarms.all.at(-1)!);
    },
  );
  told.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'CanaryFailures',
    AlarmActions: [{ Ref: Match.stringLikeRegexp('^Topic') }],
  });
});

test('credentials are references, which the function alone may read', () => {
  const secret = (stack: Stack, name: string) => AppSecret.fromSecretsManager(Secret.fromSecretNameV2(stack, name, name), 'value');
  const login = synthesized((stack) => {
    const handshake = Handshake.withQuery('token', secret(stack, 'token'));
    const service = new SpringWebSocketService(stack, 'Chat', {
      app: chat(),
      routes: [Route.stomp('/ws/{room}', { handshakePath: '/ws/1', handshake })],
    });
    service.canary({
      url: 'https://chat.example.com',
      origin: 'https://app.example.com',
      stompHeaders: { passcode: secret(stack, 'passcode') },
    });
  }).template;
  expect(task(login)).toMatchObject({
    url: 'https://chat.example.com',
    origin: 'https://app.example.com',
    routes: [
      {
        path: '/ws/{room}',
        handshakePath: '/ws/1',
        handshake: { query: 'token', secret: { id: expect.stringMatching(/:secret:token$/), jsonKey: 'value' } },
      },
    ],
    stompHeaders: { passcode: { service: 'secretsmanager', id: expect.stringMatching(/:secret:passcode$/) } },
  });
  const policies = Object.entries(login.findResources('AWS::IAM::Policy')).filter(([id]) => id.startsWith('ChatCanaryRole'));
  const statements = policies.flatMap(
    ([, { Properties }]) => Properties.PolicyDocument.Statement as { Action: string; Resource: unknown }[],
  );
  const read = statements.filter(({ Action }) => Action === 'secretsmanager:GetSecretValue').map(({ Resource }) => resolve(Resource));
  expect(read.join()).toMatch(/:secret:token-\?{6}.*:secret:passcode-\?{6}/);
});

describe('without a domain', () => {
  test("the load balancer's own name, over HTTP", () => {
    expect(task(watched({}, () => ({ domain: undefined }))).url).toMatch(/^http:\/\/.*DNSName/);
  });

  const onListener = (stack: Stack): Props => {
    const vpc = new Vpc(stack, 'Vpc');
    const loadBalancer = new ApplicationLoadBalancer(stack, 'Alb', { vpc, internetFacing: true, idleTimeout: Duration.hours(1) });
    const listener = ApplicationListener.fromApplicationListenerAttributes(stack, 'Https', {
      listenerArn: 'arn:aws:elasticloadbalancing:eu-west-1:1:listener/app/a/b/c',
      securityGroup: loadBalancer.connections.securityGroups[0]!,
    });
    return { vpc, domain: undefined, listener: IngressListener.rule(listener, { loadBalancer, priority: 5, paths: ['/ws-stomp*'] }) };
  };

  test('fails behind an HTTPS listener, whose name this app does not know, and is asked for by url', () => {
    expect(() => watched({}, onListener)).toThrow(
      'canary has no url that it can ask from outside, because its HTTPS listener has a certificate for a name that is not given as ' +
        'domain: ' +
        "give canary({ url: 'https://api.example.com' })",
    );
    expect(task(watched({ url: 'https://chat.example.com' }, onListener)).url).toBe('https://chat.example.com');
  });
});

test('fails where nobody on the internet gets in', () => {
  const internal = () => ({ listener: IngressListener.newLoadBalancer({ internetFacing: false }) });
  expect(() => watched({}, internal)).toThrow('because the load balancer is an internal one: give canary(');
  const inVpc = (stack: Stack) => {
    const vpc = new Vpc(stack, 'Vpc');
    const certificate = Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:eu-west-1:1:certificate/1');
    return {
      vpc,
      domain: ServiceDomain.inZone(new PrivateHostedZone(stack, 'Inner', { vpc, zoneName: 'inner.example.com' }), 'api', { certificate }),
    };
  };
  expect(() => watched({}, inVpc)).toThrow('because api.inner.example.com is a name in a private zone: give canary(');
});

test.each<[CanaryOptions, string]>([
  [
    { url: 'https://api.example.com/ws' },
    "url is 'https://api.example.com/ws': write scheme and name without a path, such as https://api.example.com",
  ],
  [
    { url: 'wss://api.example.com' },
    "url is 'wss://api.example.com': write scheme and name without a path, such as https://api.example.com",
  ],
  [{ origin: 'app.example.com' }, "origin is 'app.example.com': write scheme and name without a path, such as https://app.example.com"],
  [{ interval: Duration.seconds(90) }, 'interval is 1 minute 30 seconds: give whole minutes, 1 to 60'],
  [{ interval: Duration.hours(2) }, 'interval is 2 hours: give whole minutes, 1 to 60'],
  [
    { stompHeaders: { 'pass code': AppSecret.prototype as AppSecret } },
    "stompHeaders has 'pass code': write letters, digits and . _ - only, such as passcode",
  ],
])('fails with %j', (options, message) => {
  expect(() => watched(options)).toThrow(message);
});

test('a dashboard shows it first, and its alarm', () => {
  const shown = watched({}, undefined, (service) => service.dashboard());
  const body = resolve(only(shown, 'AWS::CloudWatch::Dashboard').Properties.DashboardBody);
  expect(body.indexOf('## From outside')).toBeGreaterThan(0);
  expect(body.indexOf('## From outside')).toBeLessThan(body.indexOf('## Load balancer'));
  expect(body).toContain('CanaryFailures');
  expect(body).toContain(ids(shown, 'AWS::CloudWatch::Alarm')[0]);
});
