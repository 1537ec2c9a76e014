import { item, type Block, type Text } from './page';

/** What became of each transport, in the order in which a client tries them: the last one is where it ends. */
export function transportTree(steps: readonly (readonly [name: string, outcome: Text])[]): Block[] {
  return steps.map(([name, outcome], index) => item(`${index === steps.length - 1 ? '`-' : '|-'} ${name}`, 18, outcome, 2));
}
