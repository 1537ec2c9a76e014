import type { LintFacts } from '../doctor/nginx/lint';
import { readVersion, type NginxVersion } from '../nginx/version';
import type { Given, OptionHelp } from './options';
import { namedRoute, ROUTE_OPTION } from './route-option';
import { UsageError } from './usage-error';

export const NGINX_OPTIONS: Readonly<Record<string, OptionHelp>> = {
  nginx: { type: 'input', value: '<file|folder|->', help: 'read an nginx configuration; - is the output of nginx -T' },
  route: ROUTE_OPTION,
  'nginx-version': { type: 'string', value: '<1.31>', help: 'which nginx reads it (default: what nginx -VT says in the text)' },
  'load-balancer': { type: 'boolean', help: 'a load balancer that ends TLS stands in front of this nginx' },
  'load-balancer-idle': { type: 'string', value: '<seconds>', help: 'its idle timeout' },
  heartbeat: { type: 'string', value: '<seconds>', help: 'the interval of heartbeats from client or application (default: 25)' },
  connections: { type: 'string', value: '<number>', help: 'how many sockets are to be open at once' },
  fix: { type: 'boolean', help: 'print a patch that cures the problems' },
  format: { type: 'string', value: '<text|json|sarif>', help: 'the output format' },
  json: { type: 'boolean', help: 'only JSON on stdout' },
};

const FORMATS = ['text', 'json', 'sarif', 'patch'] as const;

/** How the outcome is printed. */
export type LintFormat = (typeof FORMATS)[number];

/** What the command line says about the chain. */
export function lintFacts(given: Given): LintFacts {
  const routes = (given.route as readonly string[] | undefined) ?? [];
  return {
    routes: routes.map(namedRoute),
    loadBalancer: given['load-balancer'] === true || given['load-balancer-idle'] !== undefined,
    idleSeconds: whole(given, 'load-balancer-idle'),
    heartbeatSeconds: whole(given, 'heartbeat'),
    connections: whole(given, 'connections'),
  };
}

/** The version that was given. */
export function givenVersion(given: Given): NginxVersion | undefined {
  const word = given['nginx-version'] as string | undefined;
  const version = word === undefined ? undefined : readVersion(word);
  if (word !== undefined && !version)
    throw new UsageError(`--nginx-version is ${word}: write what nginx -v says, such as --nginx-version 1.28.0`);
  return version;
}

/** Text unless something else was asked for; two wishes are one too many. */
export function lintFormat(given: Given): LintFormat {
  const format = given.format as LintFormat | undefined;
  if (format !== undefined && !FORMATS.slice(0, 3).includes(format))
    throw new UsageError(`--format is ${format}: write text, json or sarif`);
  const wishes = [given.fix && '--fix', given.json && '--json', format && `--format ${format}`].filter(
    (each): each is string => typeof each === 'string',
  );
  if (wishes.length > 1 && !(given.json && format === 'json' && !given.fix))
    throw new UsageError(`${wishes.join(' and ')} exclude each other: each decides what stands on stdout`);
  if (given.fix) return 'patch';
  return given.json ? 'json' : (format ?? 'text');
}

function whole(given: Given, option: string): number | undefined {
  const word = given[option] as string | undefined;
  if (word !== undefined && !/^[1-9]\d{0,7}$/.test(word))
    throw new UsageError(`--${option} is ${word}: write a whole number, such as --${option} ${option === 'connections' ? '5000' : '60'}`);
  return word === undefined ? undefined : Number(word);
}
