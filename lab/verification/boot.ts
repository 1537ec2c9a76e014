import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import type { Cloud } from '../cloud';
import { showEvents } from '../parts/boot/events';
import { claimsOf, holds } from '../parts/claims';
import type { CloudPart } from '../parts/part';
import type { Service } from '../service';

/** What can be seen of a boot without a way into the host. */
export const bootFromOutside: CloudPart = {
  name: 'boot',
  title: 'Boot, as CloudFormation saw it',
  async run(cloud) {
    const service = await cloud.service();
    await showEvents(cloud, service, await onlyHost(cloud, service), claimsOf(cloud, 'boot'));
    cloud.proof.notShown({
      part: 'boot',
      id: 'inside',
      claim: 'What units, credentials and logs of the host look like from inside.',
      why: 'Nobody logs in to the host of a trial; `npm run lab -- boot` looks into hosts of the lab.',
    });
  },
};

async function onlyHost({ aws }: Cloud, service: Service): Promise<{ id: string; launchedAt: Date }> {
  const { AutoScalingGroups: [group] = [] } = await aws.autoScaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [service.id('AWS::AutoScaling::AutoScalingGroup')] }),
  );
  const InstanceIds = (group?.Instances ?? []).map(({ InstanceId }) => InstanceId ?? '');
  holds(InstanceIds.length === 1, `the group has ${InstanceIds.length} hosts, not one`);
  const { Reservations = [] } = await aws.ec2.send(new DescribeInstancesCommand({ InstanceIds }));
  return { id: InstanceIds[0], launchedAt: Reservations[0]?.Instances?.[0]?.LaunchTime ?? new Date(NaN) };
}
