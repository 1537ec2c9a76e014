import type { JudgedConfiguration } from '../../findings/configuration-match';
import type { Configuration } from '../../nginx/configuration';
import type { Placed } from '../../nginx/directives';
import { locationsOf } from '../../nginx/effective-location';
import { ownAnswer, redirects } from '../../nginx/own-answers';
import { serversOf } from '../../nginx/servers';
import { endsWith, type SocketRoute } from '../../nginx/socket-routes';

/** Routes that are reached elsewhere, if at all: clients do not follow a redirect of a handshake. */
export function redirected(routes: readonly SocketRoute[], { variables }: JudgedConfiguration): string[] {
  return routes.flatMap(({ path, location, reason }) => {
    const line = ownAnswer(location, path, variables);
    return line && redirects(line) && line.name !== 'return' && reason !== 'asked'
      ? [`${line.file}:${line.line}: "${line.name}" redirects every request of ${path}; give the server that it leads to`]
      : [];
  });
}

/** Why there is no route to judge. */
export function nothingFound(configuration: Configuration): string {
  const handed = serversOf(configuration)
    .flatMap(locationsOf)
    .filter(({ passes }) => passes.length > 0);
  const moved = handed.map((location) => endsWith(location)).filter((end) => end !== undefined && redirects(end));
  if (handed.length > 0 && moved.length === handed.length) {
    const [{ args, file, line }] = moved as [Placed];
    const what = `"return ${args.join(' ')}"`;
    return `${file}:${line}: ${what} answers every request before a location is chosen; give the server that it leads to`;
  }
  if (handed.length === 0) return 'no location hands requests on with proxy_pass, so there is nothing to judge';
  const names = [...new Set(handed.map(({ title, block }) => `${title} (${block.file}:${block.line})`))];
  const more = names.length > 5 ? ` and ${names.length - 5} more` : '';
  return (
    'no location has an Upgrade header or the name of a socket; say which path it is, such as --route /ws. ' +
    `Handed on: ${names.slice(0, 5).join(', ')}${more}`
  );
}
