import type { LintFacts } from '../doctor/lint';
import type { NamedRoute, RouteKind } from '../nginx/socket-routes';
import { readVersion, type NginxVersion } from '../nginx/version';
import type { Given, OptionHelp } from './options';
import { UsageError } from './usage-error';

export const NGINX_OPTIONS: Readonly<Record<string, OptionHelp>> = {
  nginx: { type: 'string', value: '<file|folder|->', help: 'read an nginx configuration; - is the output of nginx -T' },
  route: { type: 'string', multiple: true, value: '</path>', help: 'a socket route: /ws, sockjs:/ws, stomp:/ws, handler:/ws, sse:/events, with https://host before it where several servers have it' },
  'nginx-version': { type: 'string', value: '<1.31>', help: 'which nginx reads it (default: what nginx -VT says in the text)' },
  'load-balancer': { type: 'boolean', help: 'a load balancer that ends TLS stands in front of this nginx' },
  'load-balancer-idle': { type: 'string', value: '<seconds>', help: 'its idle timeout' },
  heartbeat: { type: 'string', value: '<seconds>', help: 'how often client or application say something (default: 25)' },
  connections: { type: 'string', value: '<number>', help: 'how many sockets are to be open at once' },
  fix: { type: 'boolean', help: 'print a patch that cures the problems' },
  format: { type: 'string', value: '<text|json|sarif>', help: 'how to print what was found' },
  json: { type: 'boolean', help: 'only JSON on stdout' },
};

const FORMATS = ['text', 'json', 'sarif', 'patch'] as const;

/** How the outcome is printed. */
export type LintFormat = (typeof FORMATS)[number];

const KINDS: readonly RouteKind[] = ['sockjs', 'stomp', 'handler', 'sse'];

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
  if (word !== undefined && !version) throw new UsageError(`--nginx-version is ${word}: write what nginx -v says, such as --nginx-version 1.28.0`);
  return version;
}

/** Text unless something else was asked for; two wishes are one too many. */
export function lintFormat(given: Given): LintFormat {
  const format = given.format as LintFormat | undefined;
  if (format !== undefined && !FORMATS.slice(0, 3).includes(format)) throw new UsageError(`--format is ${format}: write text, json or sarif`);
  const wishes = [given.fix && '--fix', given.json && '--json', format && `--format ${format}`].filter((each): each is string => typeof each === 'string');
  if (wishes.length > 1 && !(given.json && format === 'json' && !given.fix)) throw new UsageError(`${wishes.join(' and ')} exclude each other: each decides what stands on stdout`);
  return given.fix ? 'patch' : given.json ? 'json' : (format ?? 'text');
}

/** A route as the option says it. */
export function namedRoute(word: string): NamedRoute {
  const [, kind, host, path] = /^(?:(\w+):(?=\/))?(?:https?:\/\/([^/:]+)(?::\d+)?)?(\/[^?#]*)$/.exec(word.replace(/^(https?|wss?):/, (scheme) => scheme.replace('ws', 'http'))) ?? [];
  if (path === undefined || (kind !== undefined && !/^https?$/.test(kind) && !KINDS.includes(kind as RouteKind))) {
    throw new UsageError(`--route is ${word}: write a path such as /ws, what speaks there before it (${KINDS.map((each) => `${each}:/ws`).join(', ')}), or https://host/ws`);
  }
  return { path: path.replace(/\/+$/, '/'), kind: kind as RouteKind | undefined, host };
}

function whole(given: Given, option: string): number | undefined {
  const word = given[option] as string | undefined;
  if (word !== undefined && !/^[1-9]\d{0,7}$/.test(word)) throw new UsageError(`--${option} is ${word}: write a whole number, such as --${option} ${option === 'connections' ? '5000' : '60'}`);
  return word === undefined ? undefined : Number(word);
}
