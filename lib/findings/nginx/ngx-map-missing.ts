import type { Finding } from '../finding';
import { pieces } from '../../nginx/variables';
import { isBuiltIn } from '../../nginx/built-in-variables';
import { unreadIn } from '../../nginx/unread';
import { carriesSockets, problem } from '../in-configuration';

/** What envsubst replaces before nginx reads the file: nobody writes nginx's own variables like that. */
function isOfTemplate(variable: string): boolean {
  return /^[A-Z][A-Z\d_]*$/.test(variable);
}

/** A variable for the Upgrade or Connection header is not defined. */
export const ngxMapMissing: Finding = {
  code: 'NGX-MAP-MISSING',
  hop: 'nginx',
  title: 'a variable for the Upgrade or Connection header is not defined',
  cause: 'The location was copied without the map that belongs in the http block.',
  why: 'nginx -t says [emerg] unknown variable; nginx does not start, or keeps the old configuration after a reload.',
  cure: 'Write the map in the http block, outside of every server',
  symptoms: [{ seen: 'nginx', text: 'unknown "<name>" variable' }],
  paste: "map $http_upgrade $connection_upgrade { ~*^websocket$ upgrade; default ''; }",
  source: ['https://nginx.org/en/docs/http/websocket.html'],
  explains: ['nginx-config', 'websocket'],
  matchesConfig(route, { variables, part, unread }) {
    if (!carriesSockets(route) || part !== 'main' || unreadIn(route.location.levels, unread)) {
      return undefined; // the map may stand in what was not read
    }
    const headers = [...route.location.headers('Upgrade'), ...route.location.headers('Connection')];
    const unknown = headers.flatMap((header) =>
      pieces(header.args[1] ?? '').flatMap(({ variable }) =>
        variable !== undefined && !isOfTemplate(variable) && !isBuiltIn(variable) && variables.definitionsOf(variable).length === 0
          ? [{ header, variable }]
          : [],
      ),
    );
    const lines = unknown.map(
      ({ header, variable }) =>
        `map $http_upgrade $${variable} { ` +
        `~*^websocket$ ${/^upgrade$/i.test(header.args[0] ?? '') ? 'websocket' : 'upgrade'}; default ''; }`,
    );
    return (
      unknown[0] &&
      problem(unknown[0].header, `$${unknown[0].variable} has no map, and nothing else defines it`, [{ http: [...new Set(lines)] }])
    );
  },
};
