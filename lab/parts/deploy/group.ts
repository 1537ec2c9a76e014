import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { Cloud } from '../../cloud';
import type { Service } from '../../service';
import { holds, same } from '../claims';
import type { Show } from './load-balancer';
import { templateOf } from './template';

/** The Auto Scaling group, and the log that outlives its hosts. */
export async function showGroup({ aws }: Cloud, service: Service, show: Show): Promise<void> {
  const name = service.id('AWS::AutoScaling::AutoScalingGroup');
  const template = await templateOf(aws, service.stack);
  await show(
    {
      id: 'group',
      claim: "One host, two while a version proves itself; the load balancer's word counts, after the time that a start may take.",
      how: 'DescribeAutoScalingGroups.',
      parts: ['AWS APIs'],
    },
    async () => {
      const { AutoScalingGroups = [] } = await aws.autoScaling.send(
        new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }),
      );
      const [group] = AutoScalingGroups;
      same('sizes', [group?.MinSize, group?.MaxSize, group?.DesiredCapacity], [1, 2, 1]);
      holds((group?.HealthCheckType ?? '').includes('ELB'), `HealthCheckType is ${group?.HealthCheckType}`);
      holds(
        (group?.HealthCheckGracePeriod ?? 0) >= 1200,
        `HealthCheckGracePeriod is ${group?.HealthCheckGracePeriod} s, less than the signal's 1200 s`,
      );
      same('target groups', group?.TargetGroupARNs, [service.id('AWS::ElasticLoadBalancingV2::TargetGroup')]);
      return `min 1, desired 1, max 2, health check ELB after ${group?.HealthCheckGracePeriod} s`;
    },
  );
  await show(
    {
      id: 'waits-for-the-host',
      claim: "CloudFormation waits for the host's own signal, at creation and at each update, and replaces one host at a time.",
      how: 'The deployed template (GetTemplate).',
      parts: ['AWS APIs'],
    },
    () => {
      const { CreationPolicy, UpdatePolicy } = Object.values(template.resources).find(
        ({ Type }) => Type === 'AWS::AutoScaling::AutoScalingGroup',
      )!;
      same('CreationPolicy', [CreationPolicy.ResourceSignal.Count, CreationPolicy.ResourceSignal.Timeout], [1, 'PT20M']);
      const { MaxBatchSize, MinInstancesInService, WaitOnResourceSignals, PauseTime } = UpdatePolicy.AutoScalingRollingUpdate;
      same('UpdatePolicy', [MaxBatchSize, MinInstancesInService, WaitOnResourceSignals, PauseTime], [1, 1, true, 'PT20M']);
      return 'one signal within 20 minutes; batches of one, one in service meanwhile';
    },
  );
  await show(
    {
      id: 'deployment-log',
      claim: 'The log in which hosts say why they failed outlives them and the stack.',
      how: 'DescribeLogGroups; the policies in the deployed template (GetTemplate).',
      parts: ['AWS APIs'],
    },
    async () => {
      const { logGroups = [] } = await aws.logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: service.outputs.DeploymentLog }));
      same('retentionInDays', logGroups[0]?.retentionInDays, 30);
      const log = Object.values(template.resources).find(({ Type }) => Type === 'AWS::Logs::LogGroup')!;
      same('policies', [log.DeletionPolicy, log.UpdateReplacePolicy], ['Retain', 'Retain']);
      return `${logGroups[0]?.logGroupName}, kept 30 days, retained`;
    },
  );
}
