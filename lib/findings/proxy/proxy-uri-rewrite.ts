import { infoAnswered, refusedWith } from '../common-symptoms';
import { curedBy } from '../cures';
import type { Finding } from '../finding';
import { isRewritten } from '../signatures';
import { sockJsPaths, type SocketRoute } from '../../nginx/socket-routes';
import { targetsOf, type Target } from '../../nginx/upstream';
import { advice, carriesSockets, problem } from '../in-configuration';

/** The proxy changes the path, so the application gets another one than the client requested. */
export const proxyUriRewrite: Finding = {
  code: 'PROXY-URI-REWRITE',
  hop: 'proxy',
  title: 'the proxy changes the path, so the application gets another one than the client requested',
  cause: 'A path after the address of the application (proxy_pass, ProxyPass), or a rule that strips a prefix, replaces a part of it.',
  why: 'The application answers 404 for a path that is mapped: its log shows another path, such as /000/... or //info.',
  ...curedBy('Pass the path of the request unchanged', {
    nginx: {
      cure: 'Write proxy_pass without a path after host and port: the request path is then passed unchanged',
      paste: 'proxy_pass http://127.0.0.1:8080;',
    },
    httpd: {
      cure: 'Write the same path on both sides of ProxyPass',
      paste: 'ProxyPass /ws-stomp http://127.0.0.1:8080/ws-stomp upgrade=websocket',
    },
    caddy: { cure: 'Use handle instead of handle_path, which strips the prefix', paste: 'handle /ws-stomp/* {' },
  }),
  symptoms: [...infoAnswered(404), ...refusedWith(404)],
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_pass'],
  explains: ['info', 'websocket'],
  refutedBy: ['101', 'frame', 'info', 'refused by a proxy', 'refused before the proxy', 'asked for the same path'],
  alsoCures: ['CTX-PATH', 'PROXY-CHANGES-ANSWER'],
  matches(evidence) {
    return isRewritten(evidence);
  },
  matchesConfig(route) {
    const { location } = route;
    const found = targetsOf(location)
      .map((target) => ({ target, change: changeOf(route, target) }))
      .find(({ change }) => change !== undefined);
    if (!carriesSockets(route) || !found?.change || location.own('rewrite').length > 0) {
      return undefined;
    }
    const {
      target: { directive, uri },
      change: { text, breaks },
    } = found;
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
function changeOf(
  {
    path,
    kind,
    reason,
    location: {
      name: { modifier, path: prefix },
    },
  }: SocketRoute,
  { uri, directive }: Target,
): Change | undefined {
  const fixed = directive.args[0].includes('$'); // with a variable anywhere nginx takes the path as it is written
  if (uri === '' || /^\$(request_uri|uri|is_args)/.test(uri) || (fixed && /\$(request_uri|uri|\d|\w*path)/.test(uri))) {
    return undefined;
  }
  const isPrefix = ['', '^~', '='].includes(modifier);
  if (!isPrefix && !fixed) {
    return {
      text: `nginx allows no path in proxy_pass where the location is ${modifier === '@' ? 'a named one' : 'a regular expression'}`,
      breaks: true,
    };
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
  return kind === undefined && modifier !== '=' && !keepsInfo
    ? { text: `${text(info)}: SockJS clients need it, others do not`, breaks: false }
    : undefined;
}
