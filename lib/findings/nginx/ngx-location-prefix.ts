import { sockJsAnswered, STREAMS } from '../sockjs-requests';
import { infoAnswered, refusedWith } from '../common-symptoms';
import type { Finding } from '../finding';
import { isNginxPage } from '../signatures';
import { locationName } from '../../nginx/location-choice';
import { named } from '../../nginx/servers';
import { redirects } from '../../nginx/own-answers';
import { answering, endsWith, returns, sockJsPaths, type SocketRoute } from '../../nginx/socket-routes';
import { HANDSHAKES, PLAIN_REQUESTS } from '../../nginx/variables';
import type { ConfigurationMatch, JudgedConfiguration } from '../configuration-match';
import { advice, problem } from '../in-configuration';
import { fallsBackToPage } from '../proxy/proxy-spa-fallback';
import { isBelow, ownLocation } from '../own-location';

/** Nginx itself answers the route, or a part of it. */
export const ngxLocationPrefix: Finding = {
  code: 'NGX-LOCATION-PREFIX',
  hop: 'nginx',
  title: 'nginx itself answers the route, or a part of it',
  cause:
    'No location hands the path on, or one matches only some of the paths that SockJS uses: ' +
    'it is an = or a regular expression, or a regular expression for static files takes precedence.',
  why: 'The application sees none of these requests: all of the route fails, or the base path works and /info or the WebSocket does not.',
  cure: 'Use one prefix location for the whole route, such as location ^~ /ws { ... } for /ws',
  symptoms: [
    ...sockJsAnswered(STREAMS, 404),
    ...infoAnswered(404),
    ...refusedWith(404),
    { seen: 'nginx', text: 'open() "<path>/iframe.html" failed (2: No such file or directory)' },
    { seen: 'nginx', text: 'open() "<path>/info" failed (2: No such file or directory)' },
    { seen: 'nginx', text: 'open() "<path>/websocket" failed (2: No such file or directory)' },
  ],
  source: ['https://nginx.org/en/docs/http/ngx_http_core_module.html#location'],
  explains: ['info', 'websocket'],
  refutedBy: ['101', 'frame', 'refused by the application', 'same when direct'],
  matches(evidence) {
    const { info, handshake } = evidence;
    return isNginxPage(info, 404) || isNginxPage(handshake, 404);
  },
  matchesConfig(route, configuration) {
    const { location, kind, reason, path } = route;
    const end = reason === 'asked' ? endsWith(location) : undefined;
    if (end) {
      return redirects(end) ? undefined : problem(end, `${path} is answered with ${end.args.join(' ')}, and handed to no application`);
    }
    if (reason === 'asked' && location.passes.length === 0) {
      return fallsBackToPage(location)
        ? undefined
        : problem(location.block, `${location.title} answers ${path}, and hands it to no application`, ownLocation(route, configuration));
    }
    const base = sockJsBase(route);
    const stray =
      base === undefined || kind === 'stomp' || kind === 'handler' || kind === 'sse'
        ? undefined
        : sockJsPaths(base).find((uri) => isStray(uri, route, configuration));
    return stray === undefined ? undefined : match(route, base!, stray, configuration);
  },
};

/** Where a SockJS client would begin, if this location is one of its tree. */
function sockJsBase({ path, reason, location: { name } }: SocketRoute): string | undefined {
  const fixed = reason === 'asked' || !name.modifier.startsWith('~') ? path : /^\^(\/[\w/-]*\w)/.exec(path)?.[1];
  return fixed?.startsWith('/') && fixed !== '/' ? fixed.replace(/\/(websocket)?$/, '') || undefined : undefined;
}

function isStray(uri: string, route: SocketRoute, configuration: JudgedConfiguration): boolean {
  const { location, choice, untold } = answerTo(uri, route, configuration);
  return choice.unsure.length === 0 && !untold && (location.passes.length === 0 || returns(location) !== undefined);
}

function answerTo(uri: string, { location: { server } }: SocketRoute, { variables }: JudgedConfiguration): ReturnType<typeof answering> {
  return answering(server, uri, variables, uri.endsWith('/websocket') ? HANDSHAKES : PLAIN_REQUESTS);
}

function match(route: SocketRoute, base: string, stray: string, configuration: JudgedConfiguration): ConfigurationMatch {
  const { location, kind } = route;
  const thief = answerTo(stray, route, configuration).location;
  const taken = named(location.server.block.block!, 'location').some(
    (block) => block !== location.block && ['', '^~'].includes(locationName(block).modifier) && locationName(block).path === base,
  );
  const wants =
    isBelow(location.name, base) && !taken
      ? [{ rename: location.block, to: `location ^~ ${base} {` }]
      : ownLocation({ ...route, path: base }, configuration);
  const detail = `${thief.title} answers ${stray}, and hands it to no application`;
  return kind === 'sockjs'
    ? problem(location.block, detail, wants)
    : advice(location.block, `${detail}: SockJS clients need it, others do not`, wants);
}
