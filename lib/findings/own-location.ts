import { sourceOf } from '../nginx/configuration';
import type { Want } from '../nginx/corrections';
import { locationsOf } from '../nginx/effective-location';
import type { LocationName } from '../nginx/location-choice';
import type { SocketRoute } from '../nginx/socket-routes';
import type { JudgedConfiguration } from './configuration-match';
import { upgradeWants } from './in-configuration';

/**
 * What gives a route, and all below it, a location of its own: a wider name for one that has a part of it, or else a new one with the
 * application of the others. Undefined where they have several, or where nginx would refuse a second location of that prefix.
 */
export function ownLocation(route: SocketRoute, configuration: JudgedConfiguration): Want[] | undefined {
  const {
    location: { server },
    path,
  } = route;
  const outermost = locationsOf(server).filter(({ levels }) => levels.length === 3);
  const handing = outermost.filter(
    (location) =>
      location.own('proxy_pass').every(({ args }) => /^https?:\/\/[^/$]+$/.test(args[0] ?? '')) && location.own('proxy_pass').length > 0,
  );
  const below = handing.filter(({ name, block }) => isBelow(name, path) && block.open !== undefined);
  const taken = outermost.find(({ name }) => name.path === path && ['', '^~'].includes(name.modifier));
  if (taken && !below.includes(taken)) return undefined;
  const parts = taken ? [taken] : below;
  const candidates = parts.length > 0 ? parts : handing;
  const passes = candidates.flatMap((location) => location.own('proxy_pass'));
  if (new Set(passes.map(({ args }) => args[0])).size !== 1) return undefined;
  if (parts.length > 0) return [{ rename: candidates[0]!.block, to: `location ^~ ${path} {` }];
  if (server.block.open === undefined) return undefined;
  const headers = upgradeWants(route, configuration).flatMap((want) =>
    'header' in want ? [`proxy_set_header ${want.header} ${want.value};`] : [],
  );
  const line =
    `location ^~ ${path} { ${sourceOf(configuration, passes[0]!)} proxy_http_version 1.1; ` +
    `${headers.join(' ')} proxy_set_header Host $http_host; }`;
  return [{ http: configuration.upgrade.maps }, { line, into: server.block }];
}

/** Whether a location has nothing but a path or what is below it; of a regular expression, as far as its beginning says so. */
export function isBelow({ modifier, path: words }: LocationName, path: string): boolean {
  const expression = modifier.startsWith('~');
  if (modifier === '@' || (expression && /^[^^]|\|/.test(words.replace(/\([^()]*\)/g, '')))) return false;
  const head = expression ? words.slice(1).replace(/\\(\W)/g, '$1') : words;
  return head === path || (expression && head === `${path}$`) || (path !== '/' && head.startsWith(`${path.replace(/\/$/, '')}/`));
}
