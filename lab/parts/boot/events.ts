import { DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation';
import type { Cloud } from '../../cloud';
import type { Service } from '../../service';
import { type claimsOf, holds } from '../claims';

export type Show = ReturnType<typeof claimsOf>;

/** What the stack's own events say about the host. */
export async function showEvents(
  { aws, proof }: Cloud,
  service: Service,
  instance: { readonly id: string; readonly launchedAt: string | Date },
  show: Show,
): Promise<void> {
  const { StackEvents = [] } = await aws.cloudFormation.send(new DescribeStackEventsCommand({ StackName: service.stackId }));
  const group = service.id('AWS::AutoScaling::AutoScalingGroup');
  const ofGroup = StackEvents.filter(({ PhysicalResourceId }) => PhysicalResourceId === group).reverse();
  await show(
    {
      id: 'own-signal',
      claim: "CREATE_COMPLETE comes only after the host's own signal.",
      how: 'DescribeStackEvents: the event that names the instance id stands before CREATE_COMPLETE of the group.',
      parts: ['CloudFormation', 'Auto Scaling', 'agent', 'cloud-init', 'systemd', 'Debian 13'],
    },
    () => {
      const signal = ofGroup.findIndex(({ ResourceStatusReason }) =>
        ResourceStatusReason?.includes(`Received SUCCESS signal with UniqueId ${instance.id}`),
      );
      const complete = ofGroup.findIndex(({ ResourceStatus }) => ResourceStatus === 'CREATE_COMPLETE');
      holds(
        signal >= 0,
        `no event says 'Received SUCCESS signal with UniqueId ${instance.id}': ` +
          `${ofGroup.map(({ ResourceStatusReason }) => ResourceStatusReason).join('; ')}`,
      );
      holds(complete > signal, 'CREATE_COMPLETE of the group is not after the signal');
      const seconds = (ofGroup[signal].Timestamp!.getTime() - new Date(instance.launchedAt).getTime()) / 1000;
      proof.figure('boot', "from launch to the host's SUCCESS", `${seconds.toFixed(1)} s`);
      return `"${ofGroup[signal].ResourceStatusReason}", ${seconds.toFixed(1)} s after the launch`;
    },
  );
}
