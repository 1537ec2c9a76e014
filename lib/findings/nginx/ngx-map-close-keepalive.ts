import type { Finding } from '../finding';
import { targetsOf } from '../../nginx/upstream';
import { pieces } from '../../nginx/variables';
import { isAtLeast, SPEAKS_HTTP11 } from '../../nginx/version';
import { advice, carriesSockets } from '../in-configuration';

/** The map's "close" disables keep-alive to the application. */
export const ngxMapCloseKeepalive: Finding = {
  code: 'NGX-MAP-CLOSE-KEEPALIVE',
  hop: 'nginx',
  title: 'the map\'s "close" disables keep-alive to the application',
  cause: 'Many examples map an empty Upgrade header to "close", which disables the upstream\'s keep-alive for all other requests.',
  why: 'A new connection for each request: thousands in TIME_WAIT, and under load "Cannot assign requested address".',
  cure: 'Map it to an empty value instead of close',
  symptoms: [{ seen: 'nginx', text: 'connect() to <address> failed (99: Cannot assign requested address) while connecting to upstream' }],
  paste: "map $http_upgrade $connection_upgrade { default upgrade; '' ''; }",
  source: ['https://nginx.org/en/docs/http/ngx_http_upstream_module.html#keepalive'],
  explains: ['info'],
  refutedBy: ['answered alone and in a crowd'],
  severity: 'notice',
  matchesConfig(route, { variables, version }) {
    const kept = targetsOf(route.location).find(
      ({ upstream }) =>
        upstream && (upstream.block?.some(({ name }) => name === 'keepalive') || (version && isAtLeast(version, SPEAKS_HTTP11))),
    );
    const maps = route.location
      .headers('Connection')
      .flatMap(({ args }) =>
        pieces(args[1] ?? '').flatMap(({ variable }) => (variable === undefined ? [] : variables.definitionsOf(variable))),
      );
    const line = maps
      .filter(({ name }) => name === 'map')
      .flatMap(({ block }) => block ?? [])
      .find(({ name, args }) => (name === '' || name === 'default') && args[0]?.toLowerCase() === 'close');
    if (!carriesSockets(route) || !kept || !line) {
      return undefined;
    }
    return advice(line, `the connections to upstream ${kept.host} would be kept otherwise`, [
      { replace: line, by: `${line.name === '' ? "''" : line.name} '';` },
    ]);
  },
};
