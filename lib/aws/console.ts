import type { Read, Reader } from './reader';

/** What an instance wrote to its console. The newest is kept for some instance types only; the others have what they wrote at boot. */
export async function consoleOf(reader: Reader, instance: string): Promise<Read<string>> {
  const latest = await reader.read('ec2:GetConsoleOutput', { InstanceId: instance, Latest: true });
  const found = latest.unread?.because === 'refused' ? await reader.read('ec2:GetConsoleOutput', { InstanceId: instance }) : latest;
  return found.unread ? found : { value: Buffer.from(found.value.Output ?? '', 'base64').toString('utf8') };
}
