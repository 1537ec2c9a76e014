import { sourceOf } from '../nginx/configuration';
import type { Want } from '../nginx/corrections';
import { locationsOf } from '../nginx/effective-location';
import type { SocketRoute } from '../nginx/socket-routes';
import type { JudgedConfiguration } from './configuration-match';
import { upgradeWants } from './in-configuration';

/** What gives a route, and all below it, a location of its own: a wider name for one that has a part of it, or else a new one with the application of another. */
export function ownLocation(route: SocketRoute, configuration: JudgedConfiguration): Want[] | undefined {
  const { location: { server }, path } = route;
  const handing = locationsOf(server).filter((location) => location.levels.length === 3 && location.own('proxy_pass').every(({ args }) => /^https?:\/\/[^/$]+$/.test(args[0] ?? '')) && location.own('proxy_pass').length > 0);
  const parts = handing.filter(({ name, block }) => name.modifier !== '@' && name.path.includes(path) && block.open !== undefined);
  const part = parts.find(({ name }) => name.path === path && name.modifier !== '=') ?? parts[0];
  if (part) return [{ rename: part.block, to: `location ^~ ${path} {` }];
  const pass = handing[0]?.own('proxy_pass')[0];
  if (!pass || server.block.open === undefined) return undefined;
  const headers = upgradeWants(route, configuration).flatMap((want) => ('header' in want ? [`proxy_set_header ${want.header} ${want.value};`] : []));
  const line = `location ^~ ${path} { ${sourceOf(configuration, pass)} proxy_http_version 1.1; ${headers.join(' ')} proxy_set_header Host $http_host; }`;
  return [{ http: configuration.upgrade.maps }, { line, into: server.block }];
}
