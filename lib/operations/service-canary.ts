import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, type MetricOptions, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as Lambda, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { CANARY_METRICS, CANARY_VARIABLE, type CanaryTask } from '../chain/canary';
import { METRICS_NAMESPACE } from '../chain/conventions';
import type { RouteFacts } from '../spring/route';
import { exceptRules, inBothPacks } from '../spring/rule-exception';
import { canaryFolder, checkCanary } from './canary-checks';
import type { CanaryOptions } from './canary-options';
import { groupDimensions } from './host-metrics';
import type { Watched } from './watched';

/** How long failures go on before the alarm goes off, and how many rounds that is at least. */
const ALARM = { minutes: 3, rounds: 2 };

/**
 * Asks from outside, round by round, what a client asks first: SockJS's `/info`, the WebSocket handshake and, where the application
 * speaks STOMP, CONNECT. A Lambda function outside of the VPC does, with the doctor's own questions.
 */
export class ServiceCanary extends Construct {
  /** @internal */
  public static _of(scope: Construct, watched: Watched, options: CanaryOptions): ServiceCanary {
    return new ServiceCanary(scope, watched, options);
  }

  /** What asks. Its environment has references to secrets, never values. */
  public readonly lambdaFunction: Lambda;
  /** Its log, kept for a month: a line a round, which says what was asked, the finding, the part of the chain and the cure. */
  public readonly logGroup: LogGroup;
  /** Its schedule, which begins when the first host has served. */
  public readonly rule: Rule;
  /**
   * Goes off when a route did not open for three minutes, and two rounds at least. Among `service.alarms.all`, so `notify(topic)` is for
   * it too. Without data, which is INSUFFICIENT_DATA, the function does not run.
   */
  public readonly alarm: Alarm;
  private readonly dimensions: Record<string, string>;
  private readonly interval: Duration;

  private constructor(scope: Construct, { url, routes, group }: Watched, options: CanaryOptions) {
    super(scope, 'Canary');
    checkCanary(this, options);
    this.interval = options.interval ?? Duration.minutes(1);
    this.dimensions = groupDimensions(group);
    this.logGroup = new LogGroup(this, 'Log', { retention: RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    exceptRules(role, inBothPacks('IAMNoInlinePolicy'), 'Permissions of this one role, which come and go with it.');
    this.logGroup.grantWrite(role);
    const facts = routes.map((route) => route._render());
    const task: CanaryTask = {
      url,
      origin: options.origin,
      routes: facts.map((route) => asked(route, role)),
      stompHeaders: options.stompHeaders && mapped(options.stompHeaders, (secret) => secret._bind(role)),
      dimensions: this.dimensions,
    };
    this.lambdaFunction = new Lambda(this, 'Function', {
      description: `Opens the routes of ${scope.node.path} as a client does`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 256,
      timeout: Duration.minutes(1),
      handler: 'index.handler',
      code: Code.fromAsset(canaryFolder(this)),
      environment: { [CANARY_VARIABLE]: Stack.of(this).toJsonString(task) },
      role,
      logGroup: this.logGroup,
      // The next round comes anyway.
      retryAttempts: 0,
      maxEventAge: Duration.minutes(1),
    });
    exceptRules(
      this.lambdaFunction,
      [...inBothPacks('LambdaConcurrency'), 'CKV_AWS_115', ...inBothPacks('LambdaDLQ'), 'CKV_AWS_116'],
      'One call a round: a round that is lost is followed by the next, and the alarm has no data meanwhile.',
    );
    exceptRules(this.lambdaFunction, [...inBothPacks('LambdaInsideVPC'), 'CKV_AWS_117'], 'It asks from outside of the VPC, as clients do.');
    this.rule = new Rule(this, 'Schedule', {
      schedule: Schedule.rate(this.interval),
      targets: [new LambdaFunction(this.lambdaFunction, { retryAttempts: 0, maxEventAge: Duration.minutes(1) })],
    });
    // Before the first host serves, nothing opens.
    this.rule.node.addDependency(group);
    this.alarm = this.makeAlarm(url, facts[0]!);
  }

  /**
   * How many routes did not open in a round.
   *
   * @default - maximum over the interval
   */
  public metricFailures(props: MetricOptions = {}): Metric {
    return this.metric(CANARY_METRICS.failures, props);
  }

  /**
   * How long the slowest handshake that opened took, in milliseconds, as a client in the region would wait.
   *
   * @default - maximum over the interval
   */
  public metricTime(props: MetricOptions = {}): Metric {
    return this.metric(CANARY_METRICS.time, props);
  }

  private metric(metricName: string, props: MetricOptions): Metric {
    const { dimensions: dimensionsMap, interval: period } = this;
    return new Metric({ namespace: METRICS_NAMESPACE, metricName, dimensionsMap, period, statistic: Stats.MAXIMUM, ...props });
  }

  private makeAlarm(url: string, { handshakePath }: RouteFacts): Alarm {
    const rounds = Math.max(ALARM.rounds, Math.ceil(ALARM.minutes / this.interval.toMinutes()));
    return new Alarm(this, 'Alarm', {
      metric: this.metricFailures(),
      threshold: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: rounds,
      treatMissingData: TreatMissingData.MISSING,
      alarmDescription:
        `PROXY-UPGRADE-MISSING, or something like it, at ${this.node.scope!.node.path}: a client from outside gets no WebSocket, no ` +
        `/info of SockJS or no CONNECTED, ${rounds} times in a row. Which finding, and in which part of the chain: ` +
        `aws logs tail ${this.logGroup.logGroupName} --since 10m. ` +
        `Where to look: npx cdk-spring-websocket doctor ${url}${handshakePath}`,
    });
  }
}

function asked({ kind, path, handshakePath, handshake }: RouteFacts, role: Role): CanaryTask['routes'][number] {
  const credentials = handshake && { [handshake._place]: handshake._name, secret: handshake._secret._bind(role) };
  return { kind, path, handshakePath, ...(credentials ? { handshake: credentials } : {}) };
}

function mapped<T, U>(values: Readonly<Record<string, T>>, to: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, to(value)]));
}
