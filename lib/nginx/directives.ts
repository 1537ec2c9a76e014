/**
 * nginx's configuration as data: what `render` prints, `parse` reads and the builders compose.
 */

/** One nginx directive. `args` are what nginx understands, unquoted; the printer adds the quotes. */
export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  /** What stands between its braces; absent for a directive that ends with `;`. */
  readonly block?: readonly Directive[];
  /** Why it is there; printed as a comment above it. */
  readonly why?: string;
  /** The file and the line on which the directive began, where it was read rather than built. */
  readonly file?: string;
  readonly line?: number;
}

/** A directive that was read from a file, and where in its text it stands. */
export interface Placed extends Directive {
  readonly block?: readonly Placed[];
  readonly file: string;
  readonly line: number;
  /** Offset of the first word. */
  readonly start: number;
  /** Offset behind the `;` or the `}`. */
  readonly end: number;
  /** Offset behind the `{`. */
  readonly open?: number;
}

/** A directive that ends with `;`, such as `directive('listen', '8080')`. */
export function directive(name: string, ...args: string[]): Directive {
  return { name, args };
}

/** A directive with braces, such as `block('location', ['=', '/ws'], [...])`. */
export function block(name: string, args: string[], children: Directive[]): Directive {
  return { name, args, block: children };
}

/** The same directive with the reason that stands above it in the printed file. */
export function because(why: string, d: Directive): Directive {
  return { ...d, why };
}
