import { refusedWith } from './common-symptoms';
import type { Finding } from './finding';
import type { Placed } from '../nginx/directives';
import { EffectiveLocation } from '../nginx/effective-location';
import { chooseLocation } from '../nginx/location-choice';
import { returns } from '../nginx/socket-routes';
import { problem } from './in-configuration';
import { ownLocation } from './own-location';

/** A web page answers in the socket route's place. */
export const ngxSpaFallback: Finding = {
  code: 'NGX-SPA-FALLBACK',
  hop: 'nginx',
  title: 'a web page answers in the socket route\'s place',
  cause: 'try_files that ends in /index.html or =404, or an error page, catches the route before it is proxied.',
  why: 'Handshakes fail with "Unexpected response code: 200" and SockJS ends with "All transports failed".',
  cure: 'Give the route a location ^~ of its own, without try_files',
  symptoms: [
    ...refusedWith(200),
    { seen: 'client', text: 'EventSource\'s response has a MIME type ("text/html") that is not "text/event-stream"' },
    { seen: 'close', text: '2000 All transports failed' },
  ],
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html'],
  explains: ['info', 'websocket'],
  matches(evidence) {
    const { info } = evidence;
    return info?.status === 200 && !info.isInfo && /text\/html/.test(info.contentType ?? '');
  },
  matchesConfig(route, configuration) {
    const { location, reason, path, incidental } = route;
    const page = location.passes.length > 0 ? takesAway(location) : reason === 'asked' ? fallsBackToPage(location) : undefined;
    if (!page || incidental) {
      return undefined;
    }
    const isOwn = location.passes.length > 0 && location.name.path === path;
    return problem(page, `${path} is answered by ${location.title}: ${page.name} ${page.args.join(' ')}`, isOwn ? [{ remove: page }] : ownLocation(route, configuration));
  },
};

const PAGE = /\.html?$|^\/$/;

/** The line by which a page is sent for whatever is not there. No location inherits a `try_files`. */
export function fallsBackToPage(location: EffectiveLocation): Placed | undefined {
  return [...location.own('try_files'), ...location.all('error_page').filter(({ args }) => args.includes('404'))].find(({ args }) => PAGE.test(args.at(-1) ?? ''));
}

/** The `try_files` that ends requests before their location hands them on, as nginx does unless a file is there; a location with a name was followed before. */
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
