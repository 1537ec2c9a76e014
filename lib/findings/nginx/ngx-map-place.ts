import type { Finding } from '../finding';
import { sourceOf } from '../../nginx/configuration';
import { named } from '../../nginx/servers';
import { problem } from '../in-configuration';

/** A map stands in a server or location block, where nginx does not allow it. */
export const ngxMapPlace: Finding = {
  code: 'NGX-MAP-PLACE',
  hop: 'nginx',
  title: 'a map stands in a server or location block, where nginx does not allow it',
  cause: 'A map belongs in the http block: at the top of a file in conf.d or sites-enabled, outside of the server block.',
  why: 'nginx -t says [emerg] "map" directive is not allowed here; nginx does not start, or keeps the old configuration after a reload.',
  cure: 'Move the map to the http block, outside of every server',
  symptoms: [{ seen: 'nginx', text: '"map" directive is not allowed here' }],
  paste: [
    "map $http_upgrade $websocket_upgrade { ~*^websocket$ websocket; default ''; }",
    "map $websocket_upgrade $websocket_connection { websocket upgrade; default ''; }",
  ].join('\n'),
  source: ['https://nginx.org/en/docs/http/ngx_http_map_module.html#map'],
  explains: ['nginx-config', 'websocket'],
  matchesConfig({ location }, configuration) {
    const map = location.levels.filter(({ name }) => name !== 'http').flatMap(({ block }) => named(block!, 'map'))[0];
    return map && problem(map, `map ${map.args.join(' ')} stands in a server`, [{ http: [sourceOf(configuration, map)] }, { remove: map }]);
  },
};
