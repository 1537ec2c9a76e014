import { stringify } from 'yaml';
import { BOOTSTRAP_FILE } from '../chain/conventions';

/** A file that cloud-init writes. */
export interface HostFile {
  /** Without the leading slash. */
  readonly path: string;
  readonly content: string;
  /** `gz+b64` for packed content. */
  readonly encoding?: 'gz+b64';
}

/** What the first boot of a host does. */
export interface CloudConfig {
  readonly packages: readonly string[];
  readonly files: readonly HostFile[];
}

/** Prints the cloud-config document. No shell reads the files' text. */
export function cloudConfig(config: CloudConfig): string {
  const document = {
    // The distribution's nginx would start when its package is installed; ours has another name.
    bootcmd: [['systemctl', 'mask', 'nginx.service']],
    ...(config.packages.length > 0 ? { package_update: true, packages: config.packages } : {}),
    write_files: config.files.map((file) => ({ path: `/${file.path}`, ...written(file) })),
    runcmd: [
      ['sysctl', '--system'],
      ['python3', `/${BOOTSTRAP_FILE}`],
    ],
  };
  const layout = { indent: 1, indentSeq: false, lineWidth: 0, blockQuote: 'literal', flowCollectionPadding: false } as const;
  return `#cloud-config\n${stringify(document, layout)}`;
}

function written({ content, encoding }: HostFile): { encoding?: string; content: string } {
  if (encoding) return { encoding, content };
  if (readable(content)) return { content };
  return { encoding: 'b64', content: Buffer.from(content).toString('base64') };
}

/** Whether a text may stand as it is: cloud-init reads the parts of user data as mail and loses a document that has anything else. */
export function isPrintable(text: string): boolean {
  return /^[\t\n\x20-\x7e]*$/.test(text);
}

/** Whether a file may stand as text: in a YAML block, white space at its beginning would be taken for the block's own. */
function readable(text: string): boolean {
  return isPrintable(text) && !/^\s/.test(text);
}

/** User data may have 16 KB before base64 (EC2: instancedata-add-user-data). */
export const USER_DATA_LIMIT = 16_384;

/** Names what took the room, the largest first. */
export function tooLarge(bytes: number, parts: ReadonlyMap<string, number>): string {
  const largest = [...parts].sort(([, a], [, b]) => b - a).slice(0, 5);
  return (
    `user data has ${bytes} bytes, but EC2 takes ${USER_DATA_LIMIT}: ${largest.map(([name, size]) => `${name} ${size}`).join(', ')}; ` +
    'shorten the nginx snippets or the commands of addUserData'
  );
}
