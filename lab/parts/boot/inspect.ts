import type { Instance } from '../../machines/instance';

/** What a command printed inside a host; throws when it failed. */
export async function inside(instance: Instance, command: string, seconds = 60): Promise<string> {
  const { status, stdout, stderr } = await instance.run(['sh', '-c', command], { seconds });
  if (status !== 0) {
    throw new Error(`'${command}' on ${instance.id} ends with ${status}: ${(stderr || stdout).trim().split('\n').slice(-6).join('; ')}`);
  }
  return stdout.trim();
}

/** The same, whatever its status. */
export async function insideAnyway(instance: Instance, command: string, seconds = 60): Promise<string> {
  const { stdout, stderr } = await instance.run(['sh', '-c', command], { seconds });
  return `${stdout}${stderr}`.trim();
}
