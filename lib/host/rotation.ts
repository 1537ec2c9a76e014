import { Stack } from 'aws-cdk-lib';
import type { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import type { AppSecret, SecretChange } from '../spring/app-secret';
import { refusal } from '../spring/refusal';
import { type GroupSize, maxHealthyPercentage } from './group-size';
import { exceptRules } from '../spring/rule-exception';

/** A rule's pattern has 2048 characters: 160 for each of these. */
const A_RULE = 10;

/** What an event says of a changed value (Secrets Manager: "Secret Label Updated event"; Systems Manager: "Parameter Store Change"). */
const EVENTS = {
  secretsmanager: { 'detail-type': ['Secret Label Updated'], detail: { labelUpdated: ['AWSCURRENT'] } },
  ssm: { 'detail-type': ['Parameter Store Change'], detail: { operation: ['Update'] } },
} as const;

/**
 * Replaces the hosts when a secret has another value: EventBridge starts an instance refresh of the group, a new host first.
 *
 * Through a state machine, because a refresh is refused while another one goes on, or a deployment: then it is tried again.
 */
export class Rotation extends Construct {
  constructor(scope: Construct, id: string, group: AutoScalingGroup, size: GroupSize, secrets: readonly AppSecret[]) {
    super(scope, id);
    if (secrets.length === 0) {
      throw refusal('restartOnRotation is true, but there are no secrets: leave it out, or give the application secrets', scope);
    }
    const refresh = this.stateMachine(group, size);
    const events = this.role('events', 'states:StartExecution', refresh.attrArn);
    const changes = secrets.map((secret) => secret._change);
    for (const service of ['secretsmanager', 'ssm'] as const) {
      const resources = [
        ...new Map(changes.filter((each) => each.service === service).map((each) => [JSON.stringify(each), each])).values(),
      ];
      for (let start = 0; start < resources.length; start += A_RULE) {
        const pattern = { source: [`aws.${service}`], ...EVENTS[service], resources: resources.slice(start, start + A_RULE).map(resource) };
        const rule = new CfnRule(this, `${service === 'ssm' ? 'Parameters' : 'Secrets'}${start / A_RULE + 1}`, {
          description: 'Another value of a secret replaces the hosts',
          eventPattern: pattern,
          targets: [{ id: 'Refresh', arn: refresh.attrArn, roleArn: events.roleArn }],
        });
        // A secret of the same stack is a changed one too when it is made.
        rule.node.addDependency(group);
      }
    }
  }

  private stateMachine(group: AutoScalingGroup, size: GroupSize): CfnStateMachine {
    const { partition } = Stack.of(this);
    const start = {
      Type: 'Task',
      Resource: `arn:${partition}:states:::aws-sdk:autoscaling:startInstanceRefresh`,
      Parameters: {
        AutoScalingGroupName: group.autoScalingGroupName,
        Preferences: { MinHealthyPercentage: 100, MaxHealthyPercentage: maxHealthyPercentage(size) },
      },
      Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 300, BackoffRate: 1, MaxAttempts: 24 }],
      End: true,
    };
    const machine = new CfnStateMachine(this, 'Refresh', {
      roleArn: this.role('states', 'autoscaling:StartInstanceRefresh', group.autoScalingGroupArn).roleArn,
      definitionString: Stack.of(this).toJsonString({ StartAt: 'Start', States: { Start: start } }),
    });
    exceptRules(machine, ['AwsSolutions-SF1', 'AwsSolutions-SF2'], 'One call to Auto Scaling, which Step Functions shows with its answer.');
    return machine;
  }

  /** A service's role that may do one thing. */
  private role(service: string, action: string, resource: string): Role {
    const document = new PolicyDocument({ statements: [new PolicyStatement({ actions: [action], resources: [resource] })] });
    return new Role(this, `${service}Role`, {
      assumedBy: new ServicePrincipal(`${service}.amazonaws.com`),
      inlinePolicies: { [service]: document },
    });
  }
}

function resource({ arn, suffixed }: SecretChange): unknown {
  return suffixed ? { prefix: `${arn}-` } : arn;
}
