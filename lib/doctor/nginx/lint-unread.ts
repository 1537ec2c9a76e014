import type { ConfigurationMatch, JudgedConfiguration } from '../../findings/configuration-match';
import type { Placed } from '../../nginx/directives';
import { locationsOf } from '../../nginx/effective-location';
import { named } from '../../nginx/servers';
import type { SocketRoute } from '../../nginx/socket-routes';
import { unreadIn, whyUnread } from '../../nginx/unread';

/** Why a problem may be none: what was not read could have the line that is missed, or the location or server that is to answer. */
export function dependsOnUnread(match: ConfigurationMatch, route: SocketRoute, configuration: JudgedConfiguration): string | undefined {
  const { unread, servers } = configuration;
  if (unread.length === 0) return undefined;
  const { location, path } = route;
  const { block, levels, passes, name, server } = location;
  const chosen = isOfAnswer(match, route);
  const handsNothingOn = () => servers.every((each) => locationsOf(each).every((other) => other.passes.length === 0));
  const doubts: readonly [readonly Placed[], string][] = [
    [missedIn(match, route), 'sets it'],
    [chosen && passes.length === 0 && block !== server.block ? [block] : [], 'hands it on'],
    [chosen && name.path !== path ? levels.slice(1) : [], 'has a location for it'],
    [passes.length === 0 && handsNothingOn() ? [server.http] : [], 'has a server for it'],
  ];
  for (const [blocks, does] of doubts) {
    const found = unreadIn(blocks, unread);
    if (found) return `unless ${found.path} ${does}, which ${whyUnread(found)} (${found.directive.file}:${found.directive.line})`;
  }
  return undefined;
}

/** The levels where a line that is missed would count: those outside of one that has such lines itself are not inherited. */
function missedIn({ wants = [] }: ConfigurationMatch, { location: { levels } }: SocketRoute): readonly Placed[] {
  const settings = wants.flatMap((want) => ('setting' in want ? [want.setting] : []));
  // other settings only go along with headers
  const names = wants.some((want) => 'header' in want) ? ['proxy_set_header'] : settings;
  const from = names.map((name) => levels.findLastIndex(({ block }) => named(block!, name).length > 0));
  return names.length === 0 ? [] : levels.slice(Math.max(0, Math.min(...from)));
}

/**
 * Whether it is about the location that answers: neither about all of nginx nor about a server, whose own `return` comes before all
 * locations.
 */
function isOfAnswer({ at }: ConfigurationMatch, { location: { block, levels, server } }: SocketRoute): boolean {
  if (at.name === 'return' && server.block.block!.includes(at)) return false;
  return at === block || levels.some((level) => level.block!.includes(at) && (level === block || at.block === undefined));
}
