import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeStackEventsCommand, DescribeStacksCommand, type StackEvent } from '@aws-sdk/client-cloudformation';
import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { type CdkRun, succeeded } from '../cdk';
import type { Lab } from '../lab';
import { readService, type Service } from '../service';
import { Traffic } from '../traffic';
import { prepareLanes } from './ground';
import { type Lane, laneDomain, stackName, WORKING } from './lanes';

/** One of the equal stacks: deployed, updated, asked. */
export class LaneStack {
  /** Deploys the version that works, if it is not there yet. */
  static async open(lab: Lab, lane: Lane, version = WORKING): Promise<LaneStack> {
    const { assembly, ground } = await prepareLanes(lab);
    const stack = new LaneStack(lab, stackName(lane), laneDomain(lane, lab.zone), assembly, ground.loadBalancerArn);
    succeeded(await stack.cdk('deploy', version), `the first deployment of ${stack.name}`);
    return stack;
  }

  private constructor(
    private readonly lab: Lab,
    readonly name: string,
    private readonly domain: string,
    private readonly assembly: string,
    private readonly loadBalancerArn: string,
  ) {}

  /** The real command line on one synthesized version. */
  cdk(command: 'deploy' | 'diff', version: string): Promise<CdkRun> {
    const more = command === 'deploy' ? ['--require-approval', 'never', '--progress', 'events'] : [];
    return this.lab.cdk([command, this.name, '--app', version === WORKING ? this.assembly : join(this.assembly, version), ...more], {
      app: 'lanes',
      timeoutSeconds: 400,
    });
  }

  /** A client of this stack that asks all the while. */
  traffic(pauseMs?: number): Traffic {
    const origin = `https://${this.domain}`;
    const connect = { host: this.lab.loadBalancers.address(this.loadBalancerArn), port: 443 };
    return new Traffic({
      target: { origin, connect, ca: this.lab.loadBalancers.authority.ca },
      path: '/about',
      echoPath: '/echo',
      pauseMs,
    });
  }

  service(): Promise<Service> {
    return readService(this.lab.aws, this.name, this.domain);
  }

  async status(): Promise<string> {
    const { Stacks: [stack] = [] } = await this.lab.aws.cloudFormation.send(new DescribeStacksCommand({ StackName: this.name }));
    return stack?.StackStatus ?? 'there is no such stack';
  }

  /** Its events, the oldest first. */
  async events(): Promise<StackEvent[]> {
    const { StackEvents = [] } = await this.lab.aws.cloudFormation.send(new DescribeStackEventsCommand({ StackName: this.name }));
    return StackEvents.reverse();
  }

  /** The instances of its group that are in service. */
  async hosts(): Promise<string[]> {
    const name = (await this.service()).id('AWS::AutoScaling::AutoScalingGroup');
    const { AutoScalingGroups: [group] = [] } = await this.lab.aws.autoScaling.send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }),
    );
    return (group?.Instances ?? []).filter(({ LifecycleState }) => LifecycleState === 'InService').map(({ InstanceId }) => InstanceId!);
  }

  /** Those that the load balancer finds healthy. */
  async healthy(): Promise<string[]> {
    const TargetGroupArn = (await this.service()).id('AWS::ElasticLoadBalancingV2::TargetGroup');
    const { TargetHealthDescriptions = [] } = await this.lab.aws.elb.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
    return TargetHealthDescriptions.filter(({ TargetHealth }) => TargetHealth?.State === 'healthy').map(({ Target }) => Target!.Id!);
  }

  /** Waits until an instance is gone from EC2. */
  async gone(instance: string): Promise<boolean> {
    for (let waited = 0; waited < 60 && this.lab.machines.instance(instance).state !== 'terminated'; waited++) {
      await sleep(1000);
    }
    return this.lab.machines.instance(instance).state === 'terminated';
  }
}
