import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { outside } from './machines/hub';
import { projectFolder } from './project';

/** The folder in the cache with what Maven makes of an application of ours; built when its sources are new. */
export function mavenBuild(
  application: string,
  cache: string,
  say: (line: string) => void,
  { below = 'lab', properties = [] }: { readonly below?: string; readonly properties?: readonly string[] } = {},
): string {
  const sources = join(projectFolder(), below, application);
  const folder = join(cache, `${application}-${hashOf(sources)}`);
  if (!existsSync(folder)) {
    say(`building ${below}/${application} with Maven`);
    const building = `${folder}.${process.pid}`;
    mkdirSync(building, { recursive: true });
    try {
      const [program, args] = outside(['mvn', '-q', '-B', `-Dtarget=${building}`, ...properties, 'package']);
      const { status, stdout, stderr } = spawnSync(program, args, {
        cwd: sources,
        encoding: 'utf8',
      });
      if (status !== 0) {
        throw new Error(`${below}/${application} does not build:\n${stdout}${stderr}`);
      }
      renameSync(building, folder);
    } finally {
      rmSync(building, { recursive: true, force: true });
    }
  }
  return folder;
}

function hashOf(folder: string): string {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const hash = createHash('sha256');
  for (const file of entries.map(({ parentPath, name }) => join(parentPath, name)).sort()) {
    hash.update(file.slice(folder.length)).update('\0').update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 12);
}
