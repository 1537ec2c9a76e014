import type { Finding } from './finding';
import { wantsLogin } from './signatures';

/** The socket's URL is redirected. */
export const redirectNotFollowed: Finding = {
  code: 'REDIRECT-NOT-FOLLOWED',
  hop: 'spring-boot',
  title: 'the socket\'s URL is redirected',
  cause: 'http to https, a missing or additional slash, or another host name. Browsers never follow a redirect of a handshake.',
  why: 'Browsers show "Unexpected response code: 301".',
  cure: 'Use the final URL in the client; exempt the route from the redirect',
  source: ['https://www.rfc-editor.org/rfc/rfc6455#section-4.1'],
  explains: ['websocket'],
  matches(evidence) {
    const { handshake } = evidence;
    return [301, 302, 307, 308].includes(handshake?.status ?? 0) && handshake?.location !== undefined && !wantsLogin(handshake);
  },
};
