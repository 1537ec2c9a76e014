import { refusedWith } from '../common-symptoms';
import type { Finding } from '../finding';
import { wantsLogin } from '../signatures';
import { redirects } from '../../nginx/own-answers';
import { endsWith } from '../../nginx/socket-routes';
import { isSlashRedirect } from '../nginx/ngx-slash-redirect';
import { advice, problem } from '../in-configuration';

/** The WebSocket URL is redirected. */
export const redirectNotFollowed: Finding = {
  code: 'REDIRECT-NOT-FOLLOWED',
  hop: 'spring-boot',
  title: 'the WebSocket URL is redirected',
  cause:
    'From http to https, for a missing or additional slash, or to another host name. ' +
    'Browsers never follow a redirect of a WebSocket handshake.',
  why: 'Browsers show "Unexpected response code: 301".',
  cure: 'Use the final URL in the client; exempt the route from the redirect',
  symptoms: [...refusedWith(301, 302, 307, 308)],
  source: ['https://www.rfc-editor.org/rfc/rfc6455#section-4.1'],
  explains: ['websocket'],
  refutedBy: ['not redirected'],
  matches(evidence) {
    const { handshake } = evidence;
    if (isSlashRedirect(evidence)) {
      return false;
    }
    return [301, 302, 307, 308].includes(handshake?.status ?? 0) && handshake?.location !== undefined && !wantsLogin(handshake);
  },
  matchesConfig({ path, kind, reason, location, choice }) {
    const moved = endsWith(location);
    if (reason === 'asked' && moved && redirects(moved)) {
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
