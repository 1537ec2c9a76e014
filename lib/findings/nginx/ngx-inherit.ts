import { refusedWith } from '../common-symptoms';
import type { Finding } from '../finding';
import { advice, arrivals, carriesSockets, problem, upgradeWants } from '../in-configuration';
import { sourceOf } from '../../nginx/configuration';

/** A proxy_set_header in the location disables all those of the outer levels. */
export const ngxInherit: Finding = {
  code: 'NGX-INHERIT',
  hop: 'nginx',
  title: 'a proxy_set_header in the location disables all those of the outer levels',
  cause:
    'nginx inherits proxy_set_header from the outer level only if the location has none: ' +
    'with one line of it in a location, all those of server and http have no effect there.',
  why: 'The headers seem to be set, and yet the handshake is answered 400, or the application sees the name of the upstream as its host.',
  cure: 'Repeat the outer lines in the location, or include one file with all of them in each location',
  symptoms: [...refusedWith(400)],
  source: ['https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_set_header'],
  explains: ['info', 'websocket'],
  refutedBy: ['101', 'frame', 'refused by a proxy', 'refused before the proxy', 'same when direct'],
  alsoCures: ['PROXY-UPGRADE-MISSING', 'NGX-CONN-ONLY-MISSING', 'PROXY-HOST-MISSING', 'NGX-HTTP10'],
  matchesConfig(route, configuration) {
    const { location } = route;
    const own = location.own('proxy_set_header');
    const names = own.map(({ args }) => args[0]?.toLowerCase());
    const lost = location.hidden('proxy_set_header').filter(({ args }) => !names.includes(args[0]?.toLowerCase()));
    const named = (pattern: RegExp) => lost.filter(({ args }) => pattern.test(args[0] ?? '') && args[1] !== '');
    const { upgrade, connection } = arrivals(route, configuration);
    const breaks = (upgrade === 'lost' && named(/^upgrade$/i).length > 0) || (connection === 'lost' && named(/^connection$/i).length > 0);
    if (!carriesSockets(route) || (!breaks && named(/^(host|x-forwarded-(for|proto|port|host))$/i).length === 0)) {
      return undefined;
    }
    const detail =
      `${location.title} has a proxy_set_header, ` +
      `so it loses ${lost.map(({ args, file, line }) => `${args[0]} (${file}:${line})`).join(', ')}`;
    const repeated = lost.map((directive) => ({
      header: directive.args[0]!,
      value: sourceOf(configuration, directive)
        .replace(/^\S+\s+\S+\s+/, '')
        .replace(/\s*;$/, ''),
    }));
    const hidden = repeated.filter(({ header }) => !/^(upgrade|connection)$/i.test(header));
    return breaks ? problem(own[0], detail, [...hidden, ...upgradeWants(route, configuration)]) : advice(own[0], detail, repeated);
  },
};
