import { existsSync, readFileSync } from 'fs';
import { join } from 'path';
import type { Construct } from 'constructs';
import { gzipSync, zipSync } from 'fflate';
import { refusal } from '../spring/refusal';
import { buildCompanion } from './companion-jar';

/** Where the agent's modules stand, beside this file in the sources and in the build. */
export const AGENT_DIR = join(__dirname, 'agent');

/** The agent's folder, which is not there when a bundler has put this file's code elsewhere. */
export function agentFolder(scope: Construct): string {
  if (!existsSync(AGENT_DIR)) {
    throw refusal(
      `the host's files are not in ${AGENT_DIR}: a bundler has to mark cdk-spring-websocket as external, ` +
        'such as esbuild with --packages=external',
      scope,
    );
  }
  buildCompanion(AGENT_DIR);
  return AGENT_DIR;
}

/** The zip format's first day; an entry's date would otherwise change the package with every checkout. */
const NO_DATE = new Date('1980-01-01T00:00:00');

/**
 * The program that fetches the agent: a Python zip application, gzipped in base64 as cloud-init's `gz+b64` takes it.
 *
 * The agent itself is an asset, because 16 KB of user data have no room for it beside a configuration that people
 * can read. The bytes are made by a library in plain JavaScript: Node's own zlib gives other bytes on other
 * processors, and every template would change with the machine that synthesizes it.
 */
export function bootstrapPackage(): string {
  packed ??= pack({ '__main__.py': join(__dirname, 'bootstrap', 'bootstrap.py'), 'sigv4.py': join(AGENT_DIR, 'sigv4.py') });
  return packed;
}

let packed: string | undefined;

function pack(modules: Record<string, string>): string {
  const entries = Object.fromEntries(Object.entries(modules).map(([name, file]) => [name, new Uint8Array(readFileSync(file))]));
  const zip = zipSync(entries, { level: 0, mtime: NO_DATE });
  return Buffer.from(gzipSync(zip, { level: 9, mtime: 0 })).toString('base64');
}
