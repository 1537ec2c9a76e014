/** How many `large` a size is: sizes of a family have prices in this proportion. */
const LARGES: Readonly<Record<string, number>> = {
  nano: 1 / 16,
  micro: 1 / 8,
  small: 1 / 4,
  medium: 1 / 2,
  large: 1,
  xlarge: 2,
};

/** GiB of memory a vCPU, by the first letter of a family. */
const MEMORY_A_VCPU: Readonly<Record<string, number>> = { c: 2, m: 4, r: 8 };

/** What an instance type has. */
export interface Machine {
  readonly vcpus: number;
  readonly memoryGib: number;
}

/** How many `large` a size is. */
export function largesIn(size = ''): number | undefined {
  const [, times] = /^(\d+)xlarge$/.exec(size) ?? [];
  return times ? 2 * Number(times) : LARGES[size];
}

/** The vCPUs and the memory of the t, m, c and r families. */
export function machineOf(type: string): Machine | undefined {
  const [family = '', size] = type.split('.');
  const larges = largesIn(size);
  if (larges === undefined) {
    return undefined;
  }
  if (family.startsWith('t')) {
    return { vcpus: Math.max(2, 2 * larges), memoryGib: 8 * larges };
  }
  const memory = MEMORY_A_VCPU[family.charAt(0)];
  return memory === undefined ? undefined : { vcpus: 2 * larges, memoryGib: 2 * larges * memory };
}

/** What Fargate has of memory for so many vCPUs, in GiB, the least first. */
const FARGATE: readonly (readonly [vcpus: number, least: number, most: number])[] = [
  [16, 32, 120],
  [8, 16, 60],
  [4, 8, 30],
  [2, 4, 16],
  [1, 2, 8],
  [0.5, 1, 4],
  [0.25, 0.5, 2],
];

/** The largest task of Fargate that has the memory of a machine, and no more vCPUs. */
export function taskLike({ vcpus, memoryGib }: Machine): Machine {
  const [cpu, least, most] = FARGATE.find(([size, from]) => size <= vcpus && from <= memoryGib) ?? FARGATE.at(-1)!;
  return { vcpus: cpu, memoryGib: Math.min(most, Math.max(least, memoryGib)) };
}
