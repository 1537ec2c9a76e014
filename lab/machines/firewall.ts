import { run } from './command';
import { METADATA } from './hub';
import type { Attachment } from './network';

/** Puts a whole table in its place at once; connections that are known stay known. */
export async function replaceTable(family: 'inet' | 'netdev', table: string, body: string): Promise<void> {
  await run('nft', ['-f', '-'], {
    input: `table ${family} ${table}\ndelete table ${family} ${table}\ntable ${family} ${table} {\n${body}}\n`,
  });
}

/** How the metadata service reaches one instance. */
export interface MetadataPath {
  readonly ip: string;
  /** Routers that its answers survive. */
  readonly hopLimit: number;
  readonly away: boolean;
}

/** What holds for the metadata service: its answers die after so many hops, and who is cut off gets none. */
export async function guardMetadata(paths: readonly MetadataPath[]): Promise<void> {
  const drops = paths.filter(({ away }) => away).map(({ ip }) => `    ip saddr ${ip} ip daddr ${METADATA} drop\n`);
  const limits = paths.map(({ ip, hopLimit }) => `    ip saddr ${METADATA} ip daddr ${ip} ip ttl set ${hopLimit}\n`);
  const chain = (name: string, hook: string, priority: number, rules: readonly string[]) =>
    `  chain ${name} {\n    type filter hook ${hook} priority ${priority}\n${rules.join('')}  }\n`;
  await replaceTable('inet', 'metadata', chain('question', 'input', -10, drops) + chain('answer', 'output', 10, limits));
}

/**
 * What holds for one network card: it sends from its own address only, as EC2's source check has it, and may lose a share of
 * the packets of both directions.
 */
export async function guardPort({ port, ip }: Attachment, lost = 0): Promise<void> {
  const loss = lost > 0 ? `    numgen random mod 1000 < ${Math.round(lost * 1000)} counter drop\n` : '';
  await replaceTable(
    'netdev',
    port,
    `  chain from_guest {
    type filter hook ingress device "${port}" priority 0
    ip saddr != { 0.0.0.0, ${ip} } drop
${loss}  }
${loss === '' ? '' : `  chain to_guest {\n    type filter hook egress device "${port}" priority 0\n${loss}  }\n`}`,
  );
}

/** How many packets a network card has lost since it began to lose some. */
export async function packetsLost({ port }: Attachment): Promise<number> {
  const rules = await run('nft', ['list', 'table', 'netdev', port]);
  return [...rules.matchAll(/counter packets (\d+)/g)].reduce((sum, [, packets]) => sum + Number(packets), 0);
}

/** Fault: two addresses do not reach each other; everybody does again when none are given. */
export async function cutBetween(addresses?: readonly [string, string]): Promise<void> {
  const [a, b] = addresses ?? [];
  const rules = addresses ? `    ip saddr ${a} ip daddr ${b} drop\n    ip saddr ${b} ip daddr ${a} drop\n` : '';
  await replaceTable('inet', 'cut', `  chain between {\n    type filter hook forward priority -5\n${rules}  }\n`);
}
