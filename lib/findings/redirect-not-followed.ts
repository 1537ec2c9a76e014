import { refusedWith } from './common-symptoms';
import type { Finding } from './finding';
import { wantsLogin } from './signatures';
import { returns } from '../nginx/socket-routes';
import { advice, problem } from './in-configuration';

/** The socket's URL is redirected. */
export const redirectNotFollowed: Finding = {
  code: 'REDIRECT-NOT-FOLLOWED',
  hop: 'spring-boot',
  title: 'the socket\'s URL is redirected',
  cause: 'http to https, a missing or additional slash, or another host name. Browsers never follow a redirect of a handshake.',
  why: 'Browsers show "Unexpected response code: 301".',
  cure: 'Use the final URL in the client; exempt the route from the redirect',
  symptoms: [
    ...refusedWith(301, 302, 307, 308),
  ],
  source: ['https://www.rfc-editor.org/rfc/rfc6455#section-4.1'],
  explains: ['websocket'],
  matches(evidence) {
    const { handshake } = evidence;
    return [301, 302, 307, 308].includes(handshake?.status ?? 0) && handshake?.location !== undefined && !wantsLogin(handshake);
  },
  matchesConfig({ path, kind, reason, location, choice }) {
    const moved = returns(location) ?? (location.server.block.block ?? []).find(({ name }) => name === 'return');
    if (reason === 'asked' && moved && /^30[1278]$|^https?:/.test(moved.args[0] ?? '')) {
      return problem(moved, `${path} is answered with ${moved.args.join(' ')}`);
    }
    if (!choice?.redirectsToSlash) {
      return undefined;
    }
    const plain = location.passes.every(({ args }) => /^https?:\/\/[^/]+$/.test(args[0] ?? '')) && location.block.open !== undefined;
    const { modifier } = location.name;
    const wants = plain ? [{ rename: location.block, to: `location ${modifier ? `${modifier} ` : ''}${path} {` }] : undefined;
    const detail = `${path} is redirected to ${path}/, because only ${location.title} is there`;
    return kind === 'sockjs' ? advice(location.block, detail, wants) : problem(location.block, detail, wants);
  },
};
