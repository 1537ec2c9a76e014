import { DescribeLogStreamsCommand, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import type { Lab } from '../../lab';
import type { Instance } from '../../machines/instance';
import type { Service } from '../../service';
import { holds } from '../claims';
import type { Show } from './events';
import { inside } from './inspect';

/** The lines of a stream, empty when there is none. */
export async function logLines({ logs }: Lab['aws'], logGroupName: string, logStreamName: string): Promise<string[]> {
  const { logStreams = [] } = await logs.send(new DescribeLogStreamsCommand({ logGroupName, logStreamNamePrefix: logStreamName }));
  if (!logStreams.some((stream) => stream.logStreamName === logStreamName)) {
    return [];
  }
  const { events = [] } = await logs.send(new GetLogEventsCommand({ logGroupName, logStreamName, startFromHead: true }));
  return events.map(({ message = '' }) => message);
}

/** What a host says in the deployment log when something is wrong with it. */
export async function showLogs({ aws }: Lab, service: Service, instance: Instance, show: Show): Promise<void> {
  await show(
    {
      id: 'deployment-log',
      claim: 'The host may write into the deployment log, in a stream named by its instance id, and a good deployment leaves it empty.',
      how: "GetLogEvents; then a sentence that the agent's own function writes there on the host's credentials.",
      parts: ['agent', 'AWS APIs', 'IAM'],
    },
    async () => {
      const before = await logLines(aws, service.outputs.DeploymentLog, instance.id);
      holds(before.length === 0, `it says ${before.join('; ')}`);
      const tell =
        'import sys; sys.path.insert(0, "/usr/local/lib/websocket-host/agent.pyz"); ' +
        'from host import Host; from tell import tell; tell(Host("/").facts, "a sentence of the lab")';
      await inside(instance, `AWS_ENDPOINT_URL=$(systemctl show-environment | sed -n s/^AWS_ENDPOINT_URL=//p) python3 -c '${tell}'`);
      const after = await logLines(aws, service.outputs.DeploymentLog, instance.id);
      holds(after.join('\n').includes('a sentence of the lab'), `the log group has ${after.length} lines`);
      return `stream ${instance.id}: "${after[0]}"`;
    },
  );
}
