import { refusedWith } from './common-symptoms';
import type { Finding } from './finding';
import type { Placed } from '../nginx/directives';
import type { EffectiveLocation } from '../nginx/effective-location';
import { problem } from './in-configuration';
import { ownLocation } from './own-location';

/** A web page answers in the socket route's place. */
export const ngxSpaFallback: Finding = {
  code: 'NGX-SPA-FALLBACK',
  hop: 'nginx',
  title: 'a web page answers in the socket route\'s place',
  cause: 'try_files with /index.html, or an error page, catches the route before it is proxied.',
  why: 'Handshakes fail with "Unexpected response code: 200" and SockJS ends with "All transports failed".',
  cure: 'Put a location ^~ for the route before the one with try_files',
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
    const { location, reason, path } = route;
    const page = fallsBackToPage(location);
    if (reason !== 'asked' || location.passes.length > 0 || !page) {
      return undefined;
    }
    return problem(page, `${path} is answered by ${location.title}: ${page.name} ${page.args.join(' ')}`, ownLocation(route, configuration));
  },
};

/** The line by which a page is sent for whatever is not there. */
export function fallsBackToPage(location: EffectiveLocation): Placed | undefined {
  return [...location.all('try_files'), ...location.all('error_page').filter(({ args }) => args.includes('404'))].find(({ args }) => /\.html?$|^\/$/.test(args.at(-1) ?? ''));
}
