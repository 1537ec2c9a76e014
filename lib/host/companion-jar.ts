import { copyFileSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'fs';
import { dirname, join, resolve } from 'path';
import { maven } from '../maven';

/** Has Maven build the companion's jar among the agent's files, where it is missing or older than its sources. A package brings it. */
export function buildCompanion(agent: string): void {
  const project = sources(resolve(agent));
  if (project === undefined) {
    return;
  }
  const jar = join(project, '..', 'host', 'agent', 'companion.jar');
  if (changedAt(jar) < Math.max(...filesOf(project).map(changedAt))) {
    build(project, jar);
  }
  const wanted = join(agent, 'companion.jar');
  if (changedAt(wanted) < changedAt(jar)) {
    copyFileSync(jar, wanted);
  }
}

/** Where the sources are in a clone. */
function sources(from: string): string | undefined {
  const here = join(from, 'lib', 'companion');
  if (existsSync(here)) return here;
  return existsSync(join(from, 'package.json')) ? undefined : sources(dirname(from));
}

/** Only a whole jar gets the name that is looked for: others may build it at the same time. */
function build(project: string, jar: string): void {
  const target = mkdtempSync(join(project, 'target-'));
  try {
    maven(project, "the host's companion", `-Dtarget=${target}`);
    renameSync(join(target, 'companion.jar'), jar);
  } finally {
    rmSync(target, { recursive: true });
  }
}

function filesOf(project: string): string[] {
  const entries = readdirSync(join(project, 'src', 'main'), { recursive: true, withFileTypes: true });
  return [join(project, 'pom.xml'), ...entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))];
}

function changedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
