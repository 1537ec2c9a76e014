import { Duration, Stack } from 'aws-cdk-lib';
import { CompositeAlarm, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { refusal } from '../spring/refusal';

/** How many names one question to CloudWatch takes. */
const MOST = 100;

/** The alarms that a new host reads before it signals success. */
export class RollbackAlarms {
  /** 0 where no alarms are meant. */
  public readonly bakeSeconds: number;
  public readonly alarms: IAlarm[] = [];
  private readonly host: Construct & IGrantable;

  constructor(host: Construct & IGrantable, bakeTime?: Duration, alarms: readonly IAlarm[] = []) {
    this.host = host;
    if (bakeTime?.isUnresolved()) {
      throw refusal('bakeTime is known only on AWS, but the time that CloudFormation waits follows from it: give a duration', this.host);
    }
    this.bakeSeconds = bakeTime?.toSeconds() ?? (alarms.length > 0 ? Duration.minutes(5).toSeconds() : 0);
    if (bakeTime && this.bakeSeconds < 1) {
      throw refusal(`bakeTime is ${this.bakeSeconds} s: give a second or more, or leave it out together with rollbackAlarms`, this.host);
    }
    this.add(...alarms);
  }

  /** Adds to those given. */
  public add(...alarms: readonly IAlarm[]): void {
    if (this.bakeSeconds === 0 && alarms.length > 0) {
      throw refusal(
        'addRollbackAlarms needs a bakeTime, which the time that CloudFormation waits follows from: give it to the host',
        this.host,
      );
    }
    const composite = alarms.find((alarm) => alarm instanceof CompositeAlarm);
    if (composite) {
      throw refusal(
        `rollbackAlarms has ${composite.node.path}, a composite alarm, which only a role that may read all alarms can read: ` +
          'give the alarms that it is made of',
        this.host,
      );
    }
    if (this.alarms.length === 0 && alarms.length > 0) {
      // Whether this is a deployment at all, and no rollback.
      this.allow('cloudformation:DescribeStacks', Stack.of(this.host).stackId);
    }
    alarms.forEach(({ alarmArn }) => this.allow('cloudwatch:DescribeAlarms', alarmArn));
    this.alarms.push(...alarms);
    if (this.alarms.length > MOST) {
      throw refusal(`rollbackAlarms has ${this.alarms.length} alarms: give at most ${MOST}`, this.host);
    }
  }

  /** What the host is told; nothing where there are none. */
  public get facts(): { readonly alarms: readonly string[]; readonly bakeSeconds: number } | undefined {
    return this.alarms.length > 0 ? { alarms: this.alarms.map(({ alarmName }) => alarmName), bakeSeconds: this.bakeSeconds } : undefined;
  }

  /** Errors that show only when everything is known. */
  public validate(): string[] {
    return this.bakeSeconds > 0 && this.alarms.length === 0
      ? ['bakeTime is given without rollbackAlarms: give alarms, or leave it out']
      : [];
  }

  private allow(action: string, resource: string): void {
    this.host.grantPrincipal.addToPrincipalPolicy(new PolicyStatement({ actions: [action], resources: [resource] }));
  }
}
