import type { NamedRoute, RouteKind } from '../nginx/socket-routes';
import type { OptionHelp } from './options';
import { UsageError } from './usage-error';

const KINDS: readonly RouteKind[] = ['sockjs', 'stomp', 'handler', 'sse'];

export const ROUTE_OPTION: OptionHelp = {
  type: 'string',
  multiple: true,
  value: '</path>',
  help:
    'a route: /ws, sockjs:/ws, stomp:/ws, handler:/ws or sse:/events; ' +
    'where several servers have it https://host/ws or sockjs:https://host/ws',
};

const ROUTE = new RegExp(`^(?:(${KINDS.join('|')}):)?(?:(?:https?|wss?)://(\\[[\\da-f:.]+\\]|[^\\s/:@?#]+)(?::(\\d+))?)?(\\S*)$`, 'i');

/** A route as the option says it: a path, or a URL whose host and port choose the server, with or without a kind before it. */
export function namedRoute(word: string): NamedRoute {
  const [, kind, host, port, rest = ''] = ROUTE.exec(word) ?? [];
  // a URL's query takes no part in the choice of a location
  const path = host === undefined ? rest : rest.replace(/[?#].*$/, '') || '/';
  if (!/^\/(?!\/)[^?#]*$/.test(path)) {
    throw new UsageError(
      `--route is ${word}: write a path such as /ws, what speaks there before it ` +
        `(${KINDS.map((each) => `${each}:/ws`).join(', ')}), or https://host/ws`,
    );
  }
  return {
    path: path.replace(/\/+$/, '/'),
    kind: kind?.toLowerCase() as RouteKind | undefined,
    host: host?.toLowerCase(),
    port: port === undefined ? undefined : Number(port),
  };
}
