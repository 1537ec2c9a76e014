import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { attempt, until } from './command';
import { ControlGroup, type ControlGroups } from './control-group';

/**
 * Ends all of a lab, whether it ended itself, crashed or was killed: its processes, namespaces, control groups and run
 * folder. Mounts are in a namespace of the lab's and go with its last process. Called from outside of the lab.
 */
export async function removeLeftovers(name: string): Promise<void> {
  const groups = controlGroups();
  if (groups) {
    await new ControlGroup(groups, name).remove();
  }
  const folder = '/run/netns';
  const namespaces = existsSync(folder)
    ? readdirSync(folder).filter((each) => each === name || each.startsWith(namespaceOf(name, '')))
    : [];
  for (const namespace of namespaces) {
    await until(async () => (await killInside(namespace)) === 0, 20, 50);
    await attempt('ip', ['netns', 'delete', namespace]);
  }
  rmSync(`/run/${name}`, { recursive: true, force: true });
}

/** The namespace of a part of a lab. No name of a lab has a dot, so none is taken for a part of another. */
export function namespaceOf(name: string, part: string): string {
  return `${name}.${part}`;
}

/** kill -9 of what runs in a namespace; how many there were. */
async function killInside(namespace: string): Promise<number> {
  const { stdout } = await attempt('ip', ['netns', 'pids', namespace]);
  const pids = stdout
    .split('\n')
    .map(Number)
    .filter((pid) => pid > 0);
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended meanwhile.
    }
  }
  return pids.length;
}

/** Where the machine has mounted them. */
function controlGroups(): ControlGroups | undefined {
  const mounts = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '));
  const unified = mounts.find(([, , type]) => type === 'cgroup2')?.[1];
  const memory = mounts.find(([, , type, options]) => type === 'cgroup' && options.split(',').includes('memory'))?.[1];
  return unified ? { unified, memory } : undefined;
}
