import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, run, until } from './command';

/**
 * The kernel's control groups, mounted at a place of the lab's own: on systems with version 1 the memory controller is a
 * tree of its own beside version 2.
 */
export interface ControlGroups {
  readonly unified: string;
  /** Version 1's tree of the memory controller. */
  readonly memory?: string;
}

export async function mountControlGroups(folder: string): Promise<ControlGroups> {
  const unified = join(folder, 'cgroup');
  mkdirSync(unified, { recursive: true });
  await run('mount', ['-t', 'cgroup2', 'cgroup2', unified]);
  if (readFileSync(join(unified, 'cgroup.controllers'), 'utf8').includes('memory')) {
    return { unified };
  }
  const memory = join(folder, 'cgroup-memory');
  mkdirSync(memory, { recursive: true });
  const { status } = await attempt('mount', ['-t', 'cgroup', '-o', 'memory', 'cgroup', memory]);
  return status === 0 ? { unified, memory } : { unified };
}

/** One group of processes, by its path below the root. */
export class ControlGroup {
  private readonly folder: string;

  /** With a limit on the memory of all its processes together, where one is given. */
  constructor(
    private readonly groups: ControlGroups,
    private readonly path: string,
    private readonly memoryMebibytes?: number,
  ) {
    this.folder = join(groups.unified, path);
  }

  /** Makes it empty and new: systemd does not start in one that was used before. */
  async renew(): Promise<void> {
    await this.remove();
    mkdirSync(this.folder, { recursive: true });
    if (this.memoryMebibytes !== undefined) {
      this.limitMemory(`${this.memoryMebibytes * 1024 * 1024}`);
    }
  }

  /** A command line that begins in the group. */
  entering(command: readonly string[]): [string, string[]] {
    const { memory } = this.groups;
    const places = [this.folder, ...(memory && existsSync(join(memory, this.path)) ? [join(memory, this.path)] : [])];
    const enter = places.map((place) => `echo $$ > ${place}/cgroup.procs`).join(' && ');
    return ['sh', ['-c', `${enter} && exec "$@"`, 'enter', ...command]];
  }

  /** Stops all processes where they are, or lets them go on. */
  freeze(frozen: boolean): void {
    if (existsSync(this.folder)) {
      writeFileSync(join(this.folder, 'cgroup.freeze'), frozen ? '1' : '0');
    }
  }

  /** kill -9 of everything in the group and below. */
  async kill(): Promise<void> {
    if (!existsSync(this.folder)) {
      return;
    }
    writeFileSync(join(this.folder, 'cgroup.kill'), '1');
    this.freeze(false);
    if (!(await until(() => !readFileSync(join(this.folder, 'cgroup.events'), 'utf8').includes('populated 1'), 20, 20))) {
      throw new Error(
        `processes of the control group ${this.path} do not end: look at them with cat /sys/fs/cgroup/${this.path}/cgroup.procs`,
      );
    }
  }

  /** Removes the group, which a new instance of the same name could not use again. */
  async remove(): Promise<void> {
    await this.kill();
    removeTree(this.folder);
    if (this.groups.memory) {
      removeTree(join(this.groups.memory, this.path));
    }
  }

  private limitMemory(limit: string): void {
    const { memory, unified } = this.groups;
    if (memory) {
      mkdirSync(join(memory, this.path), { recursive: true });
      writeFileSync(join(memory, this.path, 'memory.limit_in_bytes'), limit);
      return;
    }
    for (const parent of [unified, join(unified, this.path.split('/')[0])]) {
      writeFileSync(join(parent, 'cgroup.subtree_control'), '+memory');
    }
    writeFileSync(join(this.folder, 'memory.max'), limit);
  }
}

function removeTree(folder: string): void {
  if (!existsSync(folder)) {
    return;
  }
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) {
      removeTree(join(folder, entry.name));
    }
  }
  rmdirSync(folder);
}
