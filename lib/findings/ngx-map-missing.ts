import type { Finding } from './finding';
import { pieces } from '../nginx/variables';
import { isBuiltIn } from '../nginx/built-in-variables';
import { carriesSockets, problem } from './in-configuration';

/** A variable of the upgrade headers is defined nowhere. */
export const ngxMapMissing: Finding = {
  code: 'NGX-MAP-MISSING',
  hop: 'nginx',
  title: 'a variable of the upgrade headers is defined nowhere',
  cause: 'The location was copied without the map that belongs into the http block.',
  why: 'nginx -t says [emerg] unknown variable, nginx does not start, or after a reload goes on with the old configuration.',
  cure: 'Write the map into the http block, outside of every server',
  symptoms: [
    { seen: 'nginx', text: 'unknown "<name>" variable' },
  ],
  paste: 'map $http_upgrade $connection_upgrade { ~*^websocket$ upgrade; default \'\'; }',
  source: ['https://nginx.org/en/docs/http/websocket.html'],
  explains: ['nginx-config', 'websocket'],
  matchesConfig(route, { variables, part, unread }) {
    if (!carriesSockets(route) || part !== 'main' || unread.length > 0) {
      return undefined; // the map may stand in what was not read
    }
    const headers = [...route.location.headers('Upgrade'), ...route.location.headers('Connection')];
    const unknown = headers.flatMap((header) =>
      pieces(header.args[1] ?? '').flatMap(({ variable }) => (variable !== undefined && !isBuiltIn(variable) && variables.definitionsOf(variable).length === 0 ? [{ header, variable }] : [])),
    );
    const lines = unknown.map(({ header, variable }) => `map $http_upgrade $${variable} { ~*^websocket$ ${/^upgrade$/i.test(header.args[0] ?? '') ? 'websocket' : 'upgrade'}; default ''; }`);
    return unknown[0] && problem(unknown[0].header, `$${unknown[0].variable} has no map, and nothing else defines it`, [{ http: [...new Set(lines)] }]);
  },
};
