import { refusedWith } from './common-symptoms';
import type { Finding } from './finding';
import { isUnmappedPath } from './signatures';
import { pathInError } from './outside-signatures';
import { sockJsPaths, type SocketRoute } from '../nginx/socket-routes';
import { targetsOf, type Target } from '../nginx/upstream';
import { advice, carriesSockets, problem } from './in-configuration';

/** proxy_pass changes the path. */
export const ngxUriRewrite: Finding = {
  code: 'NGX-URI-REWRITE',
  hop: 'nginx',
  title: 'proxy_pass has a path, so the application sees another one than the client asked for',
  cause: 'What stands behind host and port in proxy_pass takes the place of the location\'s own path.',
  why: 'The application answers 404 for a path that is mapped: its log shows another path, such as /000/... or //info.',
  cure: 'Write proxy_pass without anything behind host and port: the path then passes as it is',
  symptoms: [
    ...refusedWith(404),
  ],
  paste: 'proxy_pass http://127.0.0.1:8080;',
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_pass'],
  explains: ['info', 'websocket'],
  alsoCures: ['ROUTE-NOT-FOUND', 'CTX-PATH', 'NGX-CHANGES-ANSWER'],
  matches(evidence) {
    const { info, handshake } = evidence;
    return [info, handshake].some((answer) => isUnmappedPath(answer) && ![undefined, answer?.path].includes(pathInError(answer?.body)));
  },
  matchesConfig(route) {
    const { location } = route;
    const found = targetsOf(location).map((target) => ({ target, change: changeOf(route, target) })).find(({ change }) => change !== undefined);
    if (!carriesSockets(route) || !found?.change || location.own('rewrite').length > 0) {
      return undefined;
    }
    const { target: { directive, uri }, change: { text, breaks } } = found;
    const [pass] = directive.args;
    const wants = [{ replace: directive, by: `proxy_pass ${pass.slice(0, pass.length - uri.length)};` }];
    return (breaks ? problem : advice)(directive, text, wants);
  },
};

interface Change {
  readonly text: string;
  /** Nothing is left by which the application could know the route; else it may well serve it by the other name. */
  readonly breaks: boolean;
}

/** What becomes of the paths that the route's clients ask for; undefined when they stay what they are. */
function changeOf({ path, kind, reason, location: { name: { modifier, path: prefix } } }: SocketRoute, { uri, directive }: Target): Change | undefined {
  const fixed = directive.args[0].includes('$'); // with a variable anywhere nginx takes the path as it is written
  if (uri === '' || /^\$(request_uri|uri|is_args)/.test(uri) || (fixed && /\$(request_uri|uri|\d|\w*path)/.test(uri))) {
    return undefined;
  }
  const isPrefix = ['', '^~', '='].includes(modifier);
  if (!isPrefix && !fixed) {
    return { text: `nginx allows no path in proxy_pass where the location is ${modifier === '@' ? 'a named one' : 'a regular expression'}`, breaks: true };
  }
  if (!isPrefix && reason !== 'asked') {
    return { text: `every path becomes ${uri}`, breaks: kind === 'sockjs' };
  }
  const seen = (asked: string) => (fixed ? uri : uri + asked.slice(prefix.length));
  const text = (asked: string) => `the application sees ${seen(asked)} for ${asked}`;
  const own = reason === 'asked' && (!isPrefix || path.startsWith(prefix)) ? path : prefix;
  const info = sockJsPaths(own)[0]!;
  const keepsInfo = seen(info) === info || /[^/]\/info$/.test(seen(info));
  if (kind === 'sockjs' && modifier !== '=') {
    return seen(info) === info ? undefined : { text: text(info), breaks: !keepsInfo };
  }
  if (seen(own) !== own) {
    const isSpring = kind === undefined ? /sockjs|stomp/i.test(path) : kind !== 'handler';
    return { text: text(own), breaks: isSpring && /^\/+$/.test(seen(own)) };
  }
  return kind === undefined && modifier !== '=' && !keepsInfo ? { text: `${text(info)}: SockJS clients need it, others do not`, breaks: false } : undefined;
}
