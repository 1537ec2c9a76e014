import type { ConfigurationMatch, JudgedConfiguration } from '../findings/configuration-match';
import type { Placed } from '../nginx/directives';
import { named } from '../nginx/servers';
import type { SocketRoute } from '../nginx/socket-routes';

/** Files of packages that have nothing to say about proxying. */
export function isHarmless({ args }: Placed): boolean {
  return /(^|\/)(mime\.types|(fastcgi|uwsgi|scgi)(_params|\.conf)|koi-\w+|win-utf|options-ssl-nginx\.conf|ssl-dhparams\.pem|ssl[\w-]*\.conf|self-signed\.conf)$/.test(args[0] ?? '');
}

/** Why a problem may be none: a file that is not there could have the line that is missed, or the location that is to answer. */
export function dependsOnUnread(match: ConfigurationMatch, route: SocketRoute, { unread }: JudgedConfiguration): string | undefined {
  if (unread.length === 0) return undefined;
  const { location: { block, levels, passes, name, server }, path } = route;
  const misses = (match.wants ?? []).some((want) => 'header' in want || 'setting' in want);
  const chosen = isOfAnswer(match, route);
  const doubts: readonly [boolean, readonly Placed[], string][] = [
    [misses, levels, 'sets it'],
    [chosen && passes.length === 0 && block !== server.block, [block], 'hands it on'],
    [chosen && name.path !== path, levels.slice(1), 'has a location for it'],
  ];
  for (const [applies, blocks, does] of doubts) {
    const includes = applies ? blocks.flatMap((level) => named(level.block!, 'include')) : [];
    const found = unread.find(({ directive }) => !isHarmless(directive) && includes.some(({ file, start }) => file === directive.file && start === directive.start));
    if (found) return `unless ${found.path} ${does}, which is not there to read (${found.directive.file}:${found.directive.line})`;
  }
  return undefined;
}

/** Whether it is about the location that answers: neither about all of nginx nor about a server, whose own `return` comes before all locations. */
function isOfAnswer({ at }: ConfigurationMatch, { location: { block, levels, server } }: SocketRoute): boolean {
  if (at.name === 'return' && server.block.block!.includes(at)) return false;
  return at === block || levels.some((level) => level.block!.includes(at) && (level === block || at.block === undefined));
}
