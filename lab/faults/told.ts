import { GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetConsoleOutputCommand } from '@aws-sdk/client-ec2';
import type { Clients } from '../aws/clients';

/** `aws ec2 get-console-output --latest --output text --instance-id <instance>` */
export async function consoleOutput({ ec2 }: Pick<Clients, 'ec2'>, instance: string): Promise<string> {
  const { Output = '' } = await ec2.send(new GetConsoleOutputCommand({ InstanceId: instance, Latest: true }));
  return Buffer.from(Output, 'base64').toString('utf8');
}

/** `aws logs get-log-events --log-group-name <DeploymentLog> --log-stream-name <instance>`; nothing when the stream was never made. */
export async function deploymentLog({ logs }: Pick<Clients, 'logs'>, group: string, instance: string): Promise<string> {
  try {
    const { events = [] } = await logs.send(new GetLogEventsCommand({ logGroupName: group, logStreamName: instance, startFromHead: true }));
    return events.map(({ message }) => message ?? '').join('\n');
  } catch (error) {
    if ((error as Error).name === 'ResourceNotFoundException') {
      return '';
    }
    throw error;
  }
}

/** The line that begins with a finding's code. */
export function sentence(text: string, code: string): string | undefined {
  const line = text.split('\n').find((each) => each.includes(`${code} at `) || each.includes(`${code}: `));
  return line?.slice(line.indexOf(code)).trim();
}
