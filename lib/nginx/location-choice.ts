import type { Placed } from './directives';
import { compile } from './regular-expression';

/** A location's words as nginx reads them: `^~/ws` is `^~ /ws`. */
export interface LocationName {
  readonly modifier: '' | '=' | '^~' | '~' | '~*' | '@';
  readonly path: string;
}

/** Which location answers for a path. */
export interface Choice {
  /** The locations from the outermost to the one that answers; none where only the server's own directives apply. */
  readonly path: readonly Placed[];
  /** nginx answers 301 to the same path with a slash, without looking at the request any further. */
  readonly redirectsToSlash?: boolean;
  /** Regular expressions that might have taken the path, but cannot be tried here. */
  readonly unsure: readonly Placed[];
}

/** Reads the words of a `location`. */
export function locationName({ args }: Pick<Placed, 'args'>): LocationName {
  if (args.length >= 2) return { modifier: args[0] as LocationName['modifier'], path: args[1]! };
  const [, modifier = '', path = ''] = /^(=|\^~|~\*|~|(?=@))?(.*)$/s.exec(args[0] ?? '') ?? [];
  return { modifier: path.startsWith('@') ? '@' : (modifier as LocationName['modifier']), path };
}

/**
 * nginx's own choice, as ngx_http_core_find_location makes it: an exact location ends the search; else the longest prefix, and in it the
 * nested ones; then, unless that prefix forbids it with `^~`, the first regular expression of each level, the innermost level first.
 */
export function chooseLocation(server: Placed, uri: string): Choice {
  const unsure: Placed[] = [];
  const found = find(server, uri, unsure);
  return { path: found.path, redirectsToSlash: found.redirects, unsure };
}

interface Found {
  readonly path: readonly Placed[];
  /** The search has ended. */
  readonly final: boolean;
  readonly redirects?: boolean;
}

function find(level: Placed, uri: string, unsure: Placed[]): Found {
  const locations = locationsIn(level);
  const fixed = locations.filter(({ modifier }) => modifier === '' || modifier === '^~' || modifier === '=');

  const exact = fixed.find(({ modifier, path }) => modifier === '=' && path === uri);
  if (exact) return { path: [exact.block], final: true };
  const same = fixed.some(({ path }) => path === uri);
  const withSlash = fixed.filter(({ path }) => path === `${uri}/`);
  if (!same && withSlash.some(({ block }) => redirectsToSlash(block))) {
    // either of an exact location and a prefix makes nginx redirect; the exact one is what answers then
    const answering = withSlash.find(({ modifier }) => modifier === '=') ?? withSlash[0]!;
    return { path: [answering.block], final: true, redirects: true };
  }

  const prefixes = fixed.filter(({ modifier, path }) => modifier !== '=' && uri.startsWith(path));
  const longest = prefixes.reduce<(typeof fixed)[number] | undefined>(
    (best, each) => (best && best.path.length >= each.path.length ? best : each),
    undefined,
  );
  const nested = longest && find(longest.block, uri, unsure);
  const inside: Found = longest ? { ...nested!, path: [longest.block, ...nested!.path] } : { path: [], final: false };
  // a ^~ further in counts for the levels around it no more than none at all
  if (inside.final || longest?.modifier === '^~') return inside;

  for (const { block, modifier, path } of locations) {
    if (modifier !== '~' && modifier !== '~*') continue;
    const expression = compile(path, modifier === '~*' ? 'i' : '');
    if (!expression) unsure.push(block);
    if (!expression?.test(uri)) continue;
    return { path: [block, ...find(block, uri, unsure).path], final: true };
  }
  return inside;
}

type NamedBlock = LocationName & { readonly block: Placed };
const known = new WeakMap<Placed, readonly NamedBlock[]>();

function locationsIn(level: Placed): readonly NamedBlock[] {
  const locations =
    known.get(level) ?? (level.block ?? []).filter(({ name }) => name === 'location').map((block) => ({ block, ...locationName(block) }));
  known.set(level, locations);
  return locations;
}

/** A prefix that ends with a slash and hands requests on makes nginx answer 301 to the path without the slash. */
function redirectsToSlash(location: Placed): boolean {
  return (location.block ?? []).some(({ name }) => /^(proxy|fastcgi|uwsgi|scgi|memcached|grpc)_pass$/.test(name));
}
