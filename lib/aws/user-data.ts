import { decodeUserData } from '../user-data/written-files';
import type { Read, Reader } from './reader';

/** The user data of an instance, decoded; `undefined` where it has none. */
export async function userDataOf(reader: Reader, instance: string): Promise<Read<string | undefined>> {
  const found = await reader.read('ec2:DescribeInstanceAttribute', { InstanceId: instance, Attribute: 'userData' });
  if (found.unread) {
    return found;
  }
  const base64 = found.value.UserData?.Value;
  return { value: base64 ? decodeUserData(base64) : undefined };
}
