import type { Placed } from './directives';
import { locationName, type LocationName } from './location-choice';
import { named, type Server } from './servers';

/**
 * A location with what holds in it after nginx's inheritance: a directive that may stand once comes from the innermost level that has it,
 * and one that may stand several times (proxy_set_header, add_header) too: one line of it hides all those further out.
 */
export class EffectiveLocation {
  readonly name: LocationName;
  /** The location's block; a server's where no location is chosen. */
  readonly block: Placed;
  /** From http to the location itself. */
  readonly levels: readonly Placed[];
  /** Where requests are handed to: the location's own line, or those in an `if` of it. */
  readonly passes: readonly Placed[];
  private readonly known = new Map<string, readonly Placed[]>();

  constructor(
    readonly server: Server,
    path: readonly Placed[],
  ) {
    this.levels = [server.http, server.block, ...path];
    this.block = this.levels[this.levels.length - 1]!;
    const inside = this.block.block ?? [];
    const conditional = [...named(inside, 'if'), ...named(inside, 'limit_except')].flatMap(({ block }) => named(block ?? [], 'proxy_pass'));
    this.passes = [...named(inside, 'proxy_pass'), ...conditional];
    this.name = path.length > 0 ? locationName(this.block) : { modifier: '', path: '' };
  }

  /** As people would point at it. */
  get title(): string {
    const { modifier, path } = this.name;
    return path === '' ? 'server' : `location ${modifier && modifier !== '@' ? `${modifier} ` : ''}${path}`;
  }

  /** The directives of a name on the innermost level that has one. */
  all(name: string): readonly Placed[] {
    const known = this.known.get(name) ?? this.levels.map(({ block }) => named(block!, name)).findLast(({ length }) => length > 0) ?? [];
    this.known.set(name, known);
    return known;
  }

  /** The one directive of a name that holds here. */
  setting(name: string): Placed | undefined {
    return this.all(name).at(-1);
  }

  /** The first argument of that directive, or what nginx takes without it. */
  value(name: string, otherwise: string): string {
    return this.setting(name)?.args[0] ?? otherwise;
  }

  /** The directives of a name that stand in the location itself. */
  own(name: string): readonly Placed[] {
    return named(this.block.block ?? [], name);
  }

  /** Those further out that would hold here if the location had none of its own. */
  hidden(name: string): readonly Placed[] {
    if (this.own(name).length === 0) return [];
    const outer = this.levels.slice(0, -1).findLast(({ block }) => named(block!, name).length > 0);
    return outer ? named(outer.block!, name) : [];
  }

  /** The headers of a name that go to the application, which are told apart without regard to case. */
  headers(name: string): readonly Placed[] {
    return this.all('proxy_set_header').filter(({ args }) => args[0]?.toLowerCase() === name.toLowerCase());
  }
}

/** Every location of a server, nested ones too, in the order of the file. */
export function locationsOf(server: Server): EffectiveLocation[] {
  const below = (level: Placed, path: readonly Placed[]): EffectiveLocation[] =>
    named(level.block ?? [], 'location').flatMap((block) => [
      new EffectiveLocation(server, [...path, block]),
      ...below(block, [...path, block]),
    ]);
  return below(server.block, []);
}

/** A time as nginx writes it, in seconds; undefined for what is no time. */
export function seconds(text: string): number | undefined {
  const units: Readonly<Record<string, number>> = {
    ms: 0.001,
    '': 1,
    s: 1,
    m: 60,
    h: 3600,
    d: 86_400,
    w: 604_800,
    M: 2_592_000,
    y: 31_536_000,
  };
  const parts = [...text.matchAll(/(\d+)(ms|[smhdwMy]?)\s*/gy)];
  if (parts.length === 0 || parts.map(([all]) => all).join('') !== text) return undefined;
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * units[unit!]!, 0);
}
