import { refusedWith } from '../common-symptoms';
import type { Finding } from '../finding';
import { carriesSockets, problem } from '../in-configuration';
import { ownAnswer, redirects } from '../../nginx/own-answers';
import { named } from '../../nginx/servers';

/** Nginx answers the handshake itself, before it reaches the application. */
export const ngxAnswersItself: Finding = {
  code: 'NGX-ANSWERS-ITSELF',
  hop: 'nginx',
  title: 'nginx answers the handshake itself, before it reaches the application',
  cause:
    'A return of the server block is carried out before a location is chosen; an if whose condition every handshake fulfils, ' +
    'deny all, and limit_except without GET answer in the location.',
  why: 'The handshake is answered with the status of that line although the location looks right, and the application sees no request.',
  cure: 'Remove the line for this route, or move it to the locations that it is meant for',
  symptoms: [{ seen: 'nginx', text: 'access forbidden by rule' }, ...refusedWith(403, 404, 405)],
  source: [
    'https://nginx.org/en/docs/http/ngx_http_rewrite_module.html',
    'https://nginx.org/en/docs/http/ngx_http_access_module.html',
    'https://nginx.org/en/docs/http/ngx_http_core_module.html#limit_except',
  ],
  explains: ['info', 'websocket'],
  refutedBy: ['101', 'frame', 'refused by the application', 'same when direct'],
  matchesConfig(route, { variables }) {
    const { location, path, reason } = route;
    const line = carriesSockets(route) ? ownAnswer(location, path, variables) : undefined;
    const [end] = line?.name === 'if' ? named(line.block!, 'return') : [line];
    // What is redirected may be reached elsewhere, and a path that somebody asked for has a finding of its own.
    if (!line || !end || redirects(line) || (line.name === 'return' && reason === 'asked')) {
      return undefined;
    }
    const what = [end.name, ...end.args].join(' ');
    return problem(
      line,
      line === end ? `"${what}" answers every handshake` : `"if ${line.args.join(' ')}" holds for every handshake: ${what}`,
    );
  },
};
