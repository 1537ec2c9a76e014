import { refusedWith } from '../common-symptoms';
import type { Evidence } from '../evidence';
import type { Finding } from '../finding';
import { whoAnswered } from '../who/who';

/** Nginx redirects the WebSocket URL to the same one with a slash. */
export const ngxSlashRedirect: Finding = {
  code: 'NGX-SLASH-REDIRECT',
  hop: 'nginx',
  title: 'nginx redirects the WebSocket URL to the same one with a slash',
  cause:
    'A location whose prefix ends with a slash, and proxy_pass in it: nginx redirects the request without the slash. ' +
    'No browser follows that, and Spring 6 and newer answer the URL with the slash with 404.',
  why: 'Browsers show "Unexpected response code: 301".',
  cure: 'Write the location without the final slash, and leave the URL of the client as it is',
  paste: 'location /ws-stomp {',
  symptoms: [...refusedWith(301)],
  source: ['https://nginx.org/en/docs/http/ngx_http_core_module.html#location'],
  explains: ['websocket'],
  refutedBy: ['not redirected'],
  alsoCures: ['REDIRECT-NOT-FOLLOWED'],
  matches: isSlashRedirect,
};

/** nginx's own redirect, as opposed to one of the application or to another host. */
export function isSlashRedirect({ handshake }: Evidence): boolean {
  if (handshake?.status !== 301 || handshake.location === undefined || !['nginx', 'openresty'].includes(whoAnswered(handshake))) {
    return false;
  }
  return new URL(handshake.location, 'http://localhost').pathname === `${handshake.path}/`;
}
