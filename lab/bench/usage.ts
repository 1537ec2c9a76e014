import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** A process and all that it started; a thread may end meanwhile, as those of a JVM do. */
export function family(pid: number): number[] {
  const tasks = readdirSync(`/proc/${pid}/task`).map((task) => `/proc/${pid}/task/${task}/children`);
  const children = tasks.flatMap((file) => (existsSync(file) ? read(file).split(' ').filter(Boolean).map(Number) : []));
  return [pid, ...children.flatMap(family)];
}

/** The processor time of these processes so far, in seconds. */
export function processorSeconds(pids: readonly number[]): number {
  const nanoseconds = pids.flatMap((pid) =>
    readdirSync(`/proc/${pid}/task`).map((task) => Number(read(`/proc/${pid}/task/${task}/schedstat`).split(' ')[0])),
  );
  return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e9;
}

/** What these processes have of the memory, in bytes: what they share counts once. */
export function memoryBytes(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + 1024 * Number(/^Pss: +(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0), 0);
}

/** What the kernel has for sockets and all else, in bytes. */
export function slabBytes(): number {
  return 1024 * Number(/^Slab: +(\d+)/m.exec(read('/proc/meminfo'))?.[1]);
}

/** The time that all processors have been busy so far, in seconds. */
export function busySeconds(): number {
  const [user, nice, system, , , irq, softirq, steal] = read('/proc/stat').split('\n')[0].split(/ +/).slice(1).map(Number);
  return (user + nice + system + irq + softirq + steal) / 100;
}

function read(path: string): string {
  return readFileSync(path, 'utf8');
}
