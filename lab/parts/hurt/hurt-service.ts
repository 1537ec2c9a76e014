import {
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { signalSeconds } from '../../../lib/chain/timeouts';
import type { Target } from '../../../lib/probes/target';
import type { Lab } from '../../lab';
import type { TargetHealth } from '../../load-balancer/target-health';
import { until } from '../../machines/command';
import type { Instance } from '../../machines/instance';
import { readService, type Service } from '../../service';
import { RELAXED_MS, Traffic } from '../../traffic';
import { HealthWatch } from './health-watch';
import { Sockets } from './sockets';
import { type Hurt, hurtDomain, hurtStack } from './stacks';

const ECHO = '/echo';

/** What the construct sets for an application that may start for five minutes: lib/chain/timeouts.ts. */
const GRACE_SECONDS = signalSeconds(300);

/** One deployed service, with a client that asks all the while and everything that a fault is judged by. */
export class HurtService {
  private constructor(
    readonly lab: Lab,
    readonly name: Hurt,
    private readonly service: Service,
    private readonly target: Target,
    private readonly balancer: string,
    readonly traffic: Traffic,
  ) {}

  static async find(lab: Lab, name: Hurt): Promise<HurtService> {
    const service = await readService(lab.aws, hurtStack(name), `${hurtDomain(name)}.${lab.zone}`);
    const target = await lab.target(service.origin);
    const balancer = lab.loadBalancers.address(service.id('AWS::ElasticLoadBalancingV2::LoadBalancer'));
    return new HurtService(
      lab,
      name,
      service,
      target,
      balancer,
      new Traffic({ target, path: '/', echoPath: ECHO, pauseMs: RELAXED_MS, answerMs: 5000 }),
    );
  }

  /** The one host in service. */
  async host(): Promise<Instance> {
    const [only, ...others] = await this.inService();
    if (only === undefined || others.length > 0) {
      throw new Error(`group ${this.group} has ${others.length + (only ? 1 : 0)} hosts in service, not one`);
    }
    return this.lab.machines.instance(only);
  }

  /** The ids of the hosts in service. */
  async inService(): Promise<string[]> {
    const { AutoScalingGroups = [] } = await this.lab.aws.autoScaling.send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [this.group] }),
    );
    return (AutoScalingGroups[0]?.Instances ?? [])
      .filter(({ LifecycleState }) => LifecycleState === 'InService')
      .map(({ InstanceId }) => InstanceId ?? '');
  }

  /** Makes the host as old as one that has served for long: within the grace period the load balancer's word would not count. */
  async endGracePeriod(): Promise<void> {
    await this.setGracePeriod(0);
  }

  /** Waits until the load balancer calls a host unhealthy; its reason. */
  async unhealthy({ id }: Instance, within: number): Promise<string | undefined> {
    let finding: TargetHealth | undefined;
    const look = () => (finding = this.lab.loadBalancers.health(this.targetGroup).find((target) => target.id === id));
    if (!(await until(() => look()?.state === 'unhealthy', within))) {
      throw new Error(`the load balancer does not call ${id} unhealthy after ${within} s: ${JSON.stringify(finding)}`);
    }
    return finding?.reason;
  }

  /** Waits until another host alone is in service; the group's own word why. */
  async replaced(old: Instance, within: number): Promise<{ readonly by: string; readonly because: string }> {
    let now: string[] = [];
    if (await until(async () => (now = await this.inService()).some((id) => id !== old.id), within, 500)) {
      // The new one has the time to boot that the construct gives it.
      await this.setGracePeriod(GRACE_SECONDS);
    }
    const done = await until(async () => (now = await this.inService()).length === 1 && now[0] !== old.id, within, 500);
    if (!done) {
      throw new Error(
        `${old.id} is not replaced after ${within} s: in service ${now.join(', ')}; ` +
          `the load balancer says ${JSON.stringify(this.lab.loadBalancers.health(this.targetGroup))}`,
      );
    }
    const { Activities = [] } = await this.lab.aws.autoScaling.send(
      new DescribeScalingActivitiesCommand({ AutoScalingGroupName: this.group }),
    );
    const because = Activities.find(({ Description }) => Description?.includes(old.id))?.Cause ?? '';
    return { by: now[0], because: because.replace(/^.*in response to /, '') };
  }

  watch({ ip }: Instance): HealthWatch {
    return new HealthWatch(this.balancer, ip);
  }

  sockets(): Promise<Sockets> {
    return Sockets.open(this.target, ECHO);
  }

  /** What a host wrote to the deployment log. */
  async deploymentLog({ id }: Instance): Promise<string> {
    const { events = [] } = await this.lab.aws.logs.send(
      new GetLogEventsCommand({ logGroupName: this.service.id('AWS::Logs::LogGroup'), logStreamName: id }),
    );
    return events.map(({ message }) => message).join('\n');
  }

  get group(): string {
    return this.service.id('AWS::AutoScaling::AutoScalingGroup');
  }

  get clientTarget(): Target {
    return this.target;
  }

  private async setGracePeriod(seconds: number): Promise<void> {
    await this.lab.aws.autoScaling.send(
      new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: this.group, HealthCheckGracePeriod: seconds }),
    );
  }

  private get targetGroup(): string {
    return this.service.id('AWS::ElasticLoadBalancingV2::TargetGroup');
  }
}
