import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { AGENT_DIR } from '../../../lib/host/agent-package';
import { maven } from '../../../lib/maven';

const CACHE = join(__dirname, '..', '..', '..', 'node_modules', '.cache');

/** What EngineProbe and Broker run with: the companion's own jar, themselves, and their libraries. */
export function classPath(): string {
  const companion = join(AGENT_DIR, 'companion.jar');
  const libraries = join(cached('engines', [join(__dirname, 'pom.xml')], getLibraries), '*');
  const sources = ['EngineProbe.java', 'Broker.java', 'Artemis.java'].map((name) => join(__dirname, name));
  const classes = cached('engine-classes', [...sources, companion], (folder) => {
    const { status, stderr } = spawnSync('javac', ['-d', folder, '-cp', `${companion}:${libraries}`, ...sources], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  });
  return [companion, classes, libraries].join(':');
}

function getLibraries(folder: string): void {
  maven(__dirname, 'what the engines are tried with', `-Dtarget=${folder}`);
}

/** A folder that is made once for the same files; only what is whole gets the name that is looked for. */
function cached(name: string, files: readonly string[], make: (folder: string) => void): string {
  const hash = createHash('sha256');
  files.forEach((file) => hash.update(readFileSync(file)));
  const folder = join(CACHE, `${name}-${hash.digest('hex').slice(0, 12)}`);
  if (!existsSync(folder)) {
    mkdirSync(CACHE, { recursive: true });
    const unfinished = mkdtempSync(join(CACHE, 'building-'));
    make(unfinished);
    if (readdirSync(unfinished).length === 0) throw new Error(`nothing was made for ${name}`);
    renameSync(unfinished, folder);
  }
  return folder;
}
