import type { Finding } from '../finding';
import { named } from '../../nginx/servers';
import { problem, upgradeWants } from '../in-configuration';

/** Proxy_set_header stands in an "if" block, where nginx does not allow it. */
export const ngxIfHeader: Finding = {
  code: 'NGX-IF-HEADER',
  hop: 'nginx',
  title: 'proxy_set_header stands in an "if" block, where nginx does not allow it',
  cause: 'For a header that depends on the request, set it in the location and take its value from a map.',
  why:
    'nginx -t says [emerg] "proxy_set_header" directive is not allowed here; ' +
    'nginx does not start, or keeps the old configuration after a reload.',
  cure: 'Set the headers in the location, with values from a map',
  symptoms: [{ seen: 'nginx', text: '"proxy_set_header" directive is not allowed here' }],
  paste: [
    "map $http_upgrade $websocket_upgrade { ~*^websocket$ websocket; default ''; }",
    "map $websocket_upgrade $websocket_connection { websocket upgrade; default ''; }",
  ].join('\n'),
  source: ['https://nginx.org/en/docs/http/websocket.html'],
  explains: ['nginx-config', 'websocket'],
  matchesConfig(route, configuration) {
    const inside = route.location.levels
      .flatMap(({ block }) => named(block!, 'if'))
      .map((each) => ({ each, headers: named(each.block ?? [], 'proxy_set_header') }));
    const found = inside.find(({ headers }) => headers.length > 0);
    if (!found) {
      return undefined;
    }
    const only = found.each.block?.length === found.headers.length;
    const removals = (only ? [found.each] : found.headers).map((remove) => ({ remove }));
    const moved = found.headers.filter(({ args }) => !/^(upgrade|connection)$/i.test(args[0] ?? ''));
    const other = moved.map(({ args }) => ({ header: args[0], value: args[1] === '' ? "''" : (args[1] ?? "''") }));
    const upgrades = moved.length < found.headers.length ? upgradeWants(route, configuration) : [];
    return problem(found.headers[0], `it stands in the "if" of line ${found.each.line}`, [...removals, ...other, ...upgrades]);
  },
};
