import type { Configuration } from './configuration';
import type { Placed } from './directives';

/** Whether the lines of a file stand in several blocks, so that a change for one of them changes the others too. */
export function isShared(file: string, { main }: Configuration): boolean {
  const known = holders.get(main) ?? holdersOf(main);
  holders.set(main, known);
  return (known.get(file)?.size ?? 0) > 1;
}

const holders = new WeakMap<readonly Placed[], ReadonlyMap<string, ReadonlySet<string>>>();

/** By file, the blocks of other files that include it. */
function holdersOf(main: readonly Placed[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const look = (level: readonly Placed[], holder: Pick<Placed, 'file' | 'start'>) => {
    for (const each of level) {
      if (each.file !== holder.file) found.set(each.file, (found.get(each.file) ?? new Set()).add(`${holder.file}:${holder.start}`));
      if (each.block) look(each.block, each);
    }
  };
  look(main, { file: '', start: 0 });
  return found;
}
