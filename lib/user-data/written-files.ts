import { gunzipSync } from 'fflate';
import { parse } from 'yaml';
import { filesOfCloudConfig } from './cloud-config-files';
import { heredocsOf, type WrittenText } from './heredocs';
import { partsOf } from './parts';

/** User data as EC2 keeps it: base64, often gzipped. */
export function decodeUserData(base64: string): string {
  const bytes = Buffer.from(base64, 'base64');
  const packed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return Buffer.from(packed ? gunzipSync(bytes) : bytes).toString('utf8');
}

/** The text files that anybody's user data puts on a host: cloud-config's write_files, and here-documents of shell scripts. */
export function writtenFiles(userData: string): WrittenText[] {
  return partsOf(userData).flatMap(({ type, body }) =>
    type === 'text/cloud-config' || body.startsWith('#cloud-config') ? ofCloudConfig(body) : heredocsOf(body),
  );
}

/** What cannot be read tells nothing: strangers' documents are not ours to correct. */
function ofCloudConfig(text: string): WrittenText[] {
  try {
    const commands = (parse(text) as { runcmd?: unknown[]; bootcmd?: unknown[] } | null) ?? {};
    const shell = [...(commands.bootcmd ?? []), ...(commands.runcmd ?? [])].map(shellOf);
    return [
      ...filesOfCloudConfig(text).map(({ path, content }) => ({ path: `/${path}`, text: content.toString('utf8'), lost: [] })),
      ...shell.flatMap(heredocsOf),
    ];
  } catch {
    return [];
  }
}

/** A command is a line of shell, or a list of words. */
function shellOf(command: unknown): string {
  if (Array.isArray(command)) return command.map(String).join('\n');
  return typeof command === 'string' ? command : '';
}
