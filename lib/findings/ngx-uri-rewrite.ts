import { refusedWith } from './common-symptoms';
import type { Finding } from './finding';
import { isUnmappedPath } from './signatures';
import { pathInError } from './outside-signatures';
import type { EffectiveLocation } from '../nginx/effective-location';
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
    const found = targetsOf(location).map((target) => ({ target, seen: seenPath(location, target) })).find(({ seen }) => seen !== undefined);
    if (!carriesSockets(route) || !found?.seen || location.own('rewrite').length > 0) {
      return undefined;
    }
    const { target: { directive, uri }, seen } = found;
    const [pass] = directive.args;
    const wants = [{ replace: directive, by: `proxy_pass ${pass.slice(0, pass.length - uri.length)};` }];
    const spring = /sockjs|stomp/i.test(route.path) || route.kind === 'sockjs';
    return seen.broken || (spring && seen.root) ? problem(directive, seen.text, wants) : advice(directive, seen.text, wants);
  },
};

/** What becomes of a path below the location; undefined when it stays what it is. */
function seenPath({ name: { modifier, path } }: EffectiveLocation, { uri, directive }: Target): { readonly text: string; readonly broken: boolean; readonly root: boolean } | undefined {
  const fixed = directive.args[0].includes('$');
  if (uri === '' || (uri === path && (!fixed || modifier === '=')) || /^\$(request_uri|uri|is_args)/.test(uri)) {
    return undefined;
  }
  if (fixed) { // with a variable anywhere nginx takes the path as it is written
    return /\$(request_uri|uri|\d|\w*path)/.test(uri) ? undefined : { text: `every path below ${path} becomes ${uri}`, broken: modifier !== '=', root: false };
  }
  if (modifier === '~' || modifier === '~*' || modifier === '@') {
    return { text: `nginx allows no path in proxy_pass where the location is ${modifier === '@' ? 'a named one' : 'a regular expression'}`, broken: true, root: false };
  }
  const below = path.endsWith('/') ? 'info' : '/info';
  const text = `the application sees ${uri}${modifier === '=' ? '' : below} for ${path}${modifier === '=' ? '' : below}`;
  return { text, broken: path.endsWith('/') && !uri.endsWith('/'), root: uri === '/' && path !== '/' };
}
