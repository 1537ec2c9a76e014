/** A class's name without its package, such as `Outer.Inner`. */
export function simpleName(name: string): string {
  return name.replace(/^.*\//, '').replace(/\$/g, '.');
}
