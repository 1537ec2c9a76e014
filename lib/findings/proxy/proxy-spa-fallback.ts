import { refusedWith } from '../common-symptoms';
import { curedBy } from '../cures';
import type { Finding } from '../finding';
import type { Placed } from '../../nginx/directives';
import { EffectiveLocation } from '../../nginx/effective-location';
import { chooseLocation } from '../../nginx/location-choice';
import { returns } from '../../nginx/socket-routes';
import { problem } from '../in-configuration';
import { ownLocation } from '../own-location';

/** A web page is served where the WebSocket route should be. */
export const proxySpaFallback: Finding = {
  code: 'PROXY-SPA-FALLBACK',
  hop: 'proxy',
  title: 'a web page is served where the WebSocket route should be',
  cause: 'try_files, a fallback or an error page that ends in /index.html answers the request before it is proxied.',

  why:
    'Handshakes fail with "Unexpected response code: 200" and SockJS, which takes any page for /info, ends with "All transports failed" ' +
    'after about 150 requests in three seconds.',
  ...curedBy('Give the route a rule of its own, before the one that serves the page', {
    nginx: { cure: 'Give the route a location ^~ of its own, without try_files' },
    caddy: {
      cure: 'Put the files into a handle of their own: try_files at the level of the site comes before reverse_proxy',
      paste: [
        'handle /ws-stomp/* {',
        '  reverse_proxy 127.0.0.1:8080',
        '}',
        'handle {',
        '  try_files {path} /index.html',
        '  file_server',
        '}',
      ].join('\n'),
    },
    httpd: {
      cure: 'Proxy the route beside FallbackResource',
      paste: 'ProxyPass /ws-stomp http://127.0.0.1:8080/ws-stomp upgrade=websocket',
    },
    vite: { cure: 'Add the route to server.proxy', paste: "'/ws-stomp': { target: 'http://127.0.0.1:8080', ws: true }," },
    'webpack-dev-server': {
      cure: 'Add the route to devServer.proxy',
      paste: "proxy: [{ context: ['/ws-stomp'], target: 'http://127.0.0.1:8080', ws: true }], compress: false,",
    },
    express: { cure: 'Put the proxy before the route that sends the page' },
  }),
  symptoms: [
    ...refusedWith(200),
    { seen: 'client', text: 'EventSource\'s response has a MIME type ("text/html") that is not "text/event-stream"' },
    { seen: 'close', text: '2000 All transports failed' },
  ],
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html'],
  explains: ['info', 'websocket'],
  alsoCures: ['PROXY-UPGRADE-SWALLOWED'],
  refutedBy: ['101', 'frame', 'refused by the application', 'same when direct'],
  matches(evidence) {
    const { info } = evidence;
    return info?.status === 200 && !info.isInfo && /text\/html/.test(info.contentType ?? '');
  },
  matchesConfig(route, configuration) {
    const { location, reason, path, incidental } = route;
    const proxied = location.passes.length > 0;
    if (incidental || (!proxied && reason !== 'asked')) {
      return undefined;
    }
    const page = proxied ? takesAway(location) : fallsBackToPage(location);
    if (!page) {
      return undefined;
    }
    const isOwn = proxied && location.name.path === path;
    return problem(
      page,
      `${path} is answered by ${location.title}: ${page.name} ${page.args.join(' ')}`,
      isOwn ? [{ remove: page }] : ownLocation(route, configuration),
    );
  },
};

const PAGE = /\.html?$|^\/$/;

/** The line by which a page is sent for whatever is not there. No location inherits a `try_files`. */
export function fallsBackToPage(location: EffectiveLocation): Placed | undefined {
  return [...location.own('try_files'), ...location.all('error_page').filter(({ args }) => args.includes('404'))].find(({ args }) =>
    PAGE.test(args.at(-1) ?? ''),
  );
}

/**
 * The `try_files` that ends requests before their location hands them on, as nginx does unless a file is there; a location with a
 * name was followed before.
 */
function takesAway(location: EffectiveLocation): Placed | undefined {
  const { server, passes } = location;
  const files = location.own('try_files').at(-1);
  const uri = files?.args.at(-1)!.replace(/(\?|\$is_args).*/, '');
  const isConditional = passes.length > location.own('proxy_pass').length; // an `if` that hands requests on has no try_files
  if (uri === undefined || uri.startsWith('@') || isConditional || returns(location)) return undefined;
  if (uri.startsWith('=') || PAGE.test(uri) || /^\$uri\/?$/.test(uri)) return files;
  const isHandedOn = new EffectiveLocation(server, chooseLocation(server.block, uri).path).passes.length > 0;
  return uri.includes('$') || isHandedOn ? undefined : files;
}
