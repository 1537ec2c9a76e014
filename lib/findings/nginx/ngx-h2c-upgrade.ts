import type { Finding } from '../finding';
import type { RequestVariables } from '../../nginx/variables';
import { advice, arrivals, carriesSockets } from '../in-configuration';

const H2C: RequestVariables = { http_upgrade: 'h2c', http_connection: 'Upgrade, HTTP2-Settings', request_method: 'GET' };

/** Nginx forwards every Upgrade header, not only websocket. */
export const ngxH2cUpgrade: Finding = {
  code: 'NGX-H2C-UPGRADE',
  hop: 'nginx',
  title: 'nginx forwards every Upgrade header, not only websocket',
  cause:
    '$http_upgrade is whatever the client sent. ' +
    'With "h2c" a client can speak HTTP/2 to an application that supports it, past nginx\'s rules.',
  why: 'Requests that nginx forbids reach the application inside such a connection.',
  cure: 'Take Upgrade from a map that accepts websocket only',
  paste: [
    "map $http_upgrade $websocket_upgrade { ~*^websocket$ websocket; default ''; }",
    "map $websocket_upgrade $websocket_connection { websocket upgrade; default ''; }",
  ].join('\n'),
  source: ['https://github.com/nginx/nginx/issues/1472'],
  explains: ['websocket'],
  severity: 'notice',
  matches(evidence) {
    return evidence.h2c?.upgraded === true;
  },
  matchesConfig(route, configuration) {
    const { variables, upgrade } = configuration;
    const passed = (name: string, value: RegExp) =>
      route.location.headers(name).find(({ args }) => variables.values(args[1] ?? '', H2C)?.some((each) => value.test(each)));
    const header = passed('Upgrade', /^h2c$/i);
    const { upgrade: arrives, connection } = arrivals(route, configuration);
    if (!carriesSockets(route) || !header || !passed('Connection', /upgrade/i) || arrives !== 'arrives' || connection !== 'arrives') {
      return undefined;
    }
    const own =
      upgrade.upgrade === '$http_upgrade'
        ? undefined
        : [{ http: upgrade.maps }, { header: 'Upgrade', value: upgrade.upgrade }, { header: 'Connection', value: upgrade.connection }];
    return advice(header, 'a client that asks for h2c gets it, where the application speaks it', own);
  },
};
