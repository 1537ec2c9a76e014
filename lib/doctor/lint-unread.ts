import type { ConfigurationMatch, JudgedConfiguration } from '../findings/configuration-match';
import type { Placed } from '../nginx/directives';
import { named } from '../nginx/servers';
import type { SocketRoute } from '../nginx/socket-routes';

/** Files of packages that have nothing to say about proxying. */
export function isHarmless({ args }: Placed): boolean {
  return /(^|\/)(mime\.types|(fastcgi|uwsgi|scgi)(_params|\.conf)|koi-\w+|win-utf|options-ssl-nginx\.conf|ssl-dhparams\.pem|ssl[\w-]*\.conf|self-signed\.conf)$/.test(args[0] ?? '');
}

/** Why a problem may be none: a file that is not there could have the line that is missed. */
export function dependsOnUnread({ wants = [] }: ConfigurationMatch, { location }: SocketRoute, { unread }: JudgedConfiguration): string | undefined {
  const misses = wants.some((want) => 'header' in want || 'setting' in want);
  const includes = location.levels.flatMap(({ block }) => named(block!, 'include'));
  const found = misses ? unread.find(({ directive }) => !isHarmless(directive) && includes.some(({ file, start }) => file === directive.file && start === directive.start)) : undefined;
  return found && `unless ${found.path} sets it, which is not there to read (${found.directive.file}:${found.directive.line})`;
}
