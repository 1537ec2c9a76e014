import { Annotations, type CfnResource, Duration, Token } from 'aws-cdk-lib';
import { AdditionalHealthCheckType, AutoScalingGroup, HealthChecks, Signals, UpdatePolicy } from 'aws-cdk-lib/aws-autoscaling';
import type { LaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { scaleOnOpenSockets } from '../operations/scale-on-open-sockets';
import { refusal } from '../spring/refusal';
import { exceptRules, inBothPacks } from '../spring/rule-exception';
import { maxHealthyPercentage } from './group-size';
import type { HostCapacity } from './host-capacity';
import type { Placement } from './placement';
import { mixedInstances } from './purchase';

/** What a group is made from. */
interface GroupParts {
  readonly placement: Placement;
  readonly launchTemplate: LaunchTemplate;
  readonly capacity: HostCapacity;
  /** How long CloudFormation waits for a host's signal, and Auto Scaling for its health. */
  readonly patience: Duration;
  readonly deploymentLog: LogGroup;
}

/** The group of the hosts: each proves itself before an older one goes. */
export function hostGroup(
  scope: Construct,
  { placement, launchTemplate, capacity, patience, deploymentLog }: GroupParts,
): AutoScalingGroup {
  const { several, min, max, desired, batch } = capacity._group;
  if (several) {
    requireZones(scope, placement);
  }
  const group = new AutoScalingGroup(scope, 'Group', {
    vpc: placement.vpc,
    vpcSubnets: placement.subnets,
    ...(capacity._purchase ? mixedInstances(scope, launchTemplate, capacity._purchase) : { launchTemplate }),
    minCapacity: min,
    maxCapacity: max,
    desiredCapacity: desired,
    signals: Signals.waitForCount(min, { timeout: patience }),
    updatePolicy: UpdatePolicy.rollingUpdate({ maxBatchSize: batch, minInstancesInService: min }),
    healthChecks: HealthChecks.withAdditionalChecks({ additionalTypes: [AdditionalHealthCheckType.ELB], gracePeriod: patience }),
    minHealthyPercentage: 100,
    maxHealthyPercentage: maxHealthyPercentage(capacity._group),
  });
  if (desired === undefined) {
    scaleOnOpenSockets(group, capacity._connections);
  } else {
    Annotations.of(group).acknowledgeWarning(
      '@aws-cdk/aws-autoscaling:desiredCapacitySet',
      'as many hosts are meant at every deployment; unset, an update that failed would leave more (CloudFormation: UpdatePolicy)',
    );
  }
  exceptRules(group, ['AwsSolutions-AS3'], 'Every host reports itself, to CloudFormation and in the deployment log.');
  if (capacity._purchase) {
    exceptRules(
      group,
      ['AwsSolutions-EC26', ...inBothPacks('EC2IMDSv2Enabled')],
      'The rule does not find the launch template of several instance types, which has it.',
    );
  }
  const resource = group.node.defaultChild as CfnResource;
  resource.addResourceDependency(deploymentLog.node.defaultChild as CfnResource);
  resource.node.addDependency(placement.internet);
  return group;
}

function requireZones(scope: Construct, { vpc, subnets }: Placement): void {
  const { availabilityZones } = vpc.selectSubnets(subnets);
  const zones = new Set(availabilityZones);
  if (zones.size < 2 && !Token.isUnresolved(availabilityZones)) {
    throw refusal(
      `vpcSubnets are in one zone (${[...zones].join()}), whose outage would take every host of HostCapacity.autoScaling away: ` +
        'select subnets of two zones or more',
      scope,
    );
  }
}
