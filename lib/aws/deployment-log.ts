import type { Read, Reader } from './reader';

/** What the host of one instance id wrote into a deployment's log group. */
export interface DeploymentWord {
  readonly instance: string;
  readonly text: string;
}

/** Streams that are looked into: the newest ones. */
const STREAMS = 5;

/** The last words of the newest hosts that had any, the newest first. A host that went into service writes none. */
export async function deploymentWords(reader: Reader, group: string): Promise<Read<DeploymentWord[]>> {
  const streams = await reader.read('logs:DescribeLogStreams', {
    logGroupName: group,
    orderBy: 'LastEventTime',
    descending: true,
    limit: STREAMS,
  });
  if (streams.unread) {
    return streams;
  }
  const words: DeploymentWord[] = [];
  for (const { logStreamName = '' } of (streams.value.logStreams ?? []).filter((stream) =>
    /^i-[0-9a-f]+$/.test(stream.logStreamName ?? ''),
  )) {
    const events = await reader.read('logs:GetLogEvents', { logGroupName: group, logStreamName, limit: 20, startFromHead: false });
    if (events.unread) {
      return events;
    }
    const text = (events.value.events ?? []).map(({ message = '' }) => message).join('\n');
    words.push(...(text === '' ? [] : [{ instance: logStreamName, text }]));
  }
  return { value: words };
}
