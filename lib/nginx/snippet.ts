import { HEALTH_PATH } from '../chain/conventions';
import { plainly, type Refuse } from '../chain/refuse';
import type { Directive } from './directives';
import { PROXY_INCLUDE, STREAM_INCLUDE } from './locations';
import { NginxSyntaxError, parse } from './parse';
import { hasToken } from './render';
import type { Place, Refusal, SnippetContext } from './snippet-place';
import { voids } from './snippet-voids';
import { wrongContext } from './snippet-contexts';

/**
 * Reads a consumer's own directives for one of our blocks. Because they are read here and printed again, they cannot leave that block,
 * whatever the text is.
 *
 * Refuses, with the line and what to write instead: what nginx does not allow in that block, files that a rehearsal does not have,
 * names that are taken, and what would silently have no effect on our locations or take theirs away. In blocks of the consumer's own (a
 * `location`, a `server` on the loopback address) nearly everything is allowed. What is not known here passes, nginx judges it.
 */
export function parseSnippet(text: string, context: SnippetContext, prop: string, refuse: Refuse = plainly): Directive[] {
  const lines = text.split('\n');
  const fail = (line: number, problem: string, instead: string): never => {
    const source = lines[line - 1]?.trim() ?? '';
    throw refuse(`${prop}, line ${line}${source && `, "${shorten(source)}"`}: ${problem}; ${instead}`);
  };
  const odd = lines.findIndex((line) => hasToken(line) || /\0|\p{Surrogate}/u.test(line));
  if (odd >= 0 && hasToken(lines[odd]!)) fail(odd + 1, 'the value is known only on AWS', 'write a value that is known now');
  if (odd >= 0) fail(odd + 1, 'a NUL character or half of a surrogate pair cannot be written to a file', 'write the line without it');

  const directives = readOrFail(text, prop, fail);
  check(directives, { context, ours: true }, (d, { problem, instead }) => fail(d.line!, `"${d.name}" ${problem}`, instead));
  return directives;
}

function readOrFail(text: string, prop: string, fail: (line: number, problem: string, instead: string) => never): Directive[] {
  try {
    return parse(text, prop);
  } catch (error) {
    if (!(error instanceof NginxSyntaxError)) throw error;
    return fail(error.line, error.reason, 'end every directive with ";" or give it its own "{" and "}", and close every quote');
  }
}

function check(directives: readonly Directive[], place: Place | undefined, refuse: (d: Directive, refusal: Refusal) => never): void {
  const paths = new Set<string>();
  for (const d of directives) {
    const refusal = includes(d, place) ?? (place && judge(d, place, paths));
    if (refusal) refuse(d, refusal);
    check(d.block ?? [], inside(d, place), refuse);
  }
}

function judge(d: Directive, place: Place, paths: Set<string>): Refusal | undefined {
  return wrongContext(d, place) ?? takenName(d) ?? takenPath(d, place, paths) ?? openServer(d, place) ?? voids(d, place);
}

/** Blocks such as `map` or `types` hold data, not directives; there is no place to judge them by. */
function inside(d: Directive, place: Place | undefined): Place | undefined {
  if (d.name === 'server' || d.name === 'location') return place && { context: d.name, ours: false };
  if (d.name === 'if') return place && { ...place, conditional: true };
  return d.name === 'limit_except' ? place : undefined;
}

/** Ours are there, and are the way to Spring Boot for a location of the consumer's own. */
function includes(d: Directive, place: Place | undefined): Refusal | undefined {
  const ownLocation = place?.context === 'location' && !place.ours;
  if (d.name !== 'include' || (ownLocation && (d.args[0] === PROXY_INCLUDE || d.args[0] === STREAM_INCLUDE))) return undefined;
  return {
    problem: 'names a file that neither the host nor a rehearsal has',
    instead: `write its directives here (a location of your own may include ${PROXY_INCLUDE} and ${STREAM_INCLUDE})`,
  };
}

/** nginx lets a later `map` or `set` replace an earlier variable without a word; it reads the names without regard to case. */
function takenName(d: Directive): Refusal | undefined {
  const name = (/^(map|geo|split_clients)$/.test(d.name) ? d.args.at(-1) : d.args[0])?.toLowerCase() ?? '';
  if (!TAKEN.get(d.name)?.includes(name)) return undefined;
  return { problem: `takes the name "${name}", which the construct uses`, instead: 'choose another name' };
}

const VARIABLES = ['$websocket_upgrade', '$websocket_connection', '$spring', '$spring_source'];
const TAKEN: ReadonlyMap<string, readonly string[]> = new Map([
  ...['map', 'geo', 'split_clients', 'set', 'auth_request_set'].map((name) => [name, VARIABLES] as const),
  ['upstream', ['spring_boot', 'agent']],
  ['log_format', ['websocket']],
]);

/** Two locations of one path are refused by nginx, which does not count `^~`; regular expressions may repeat. */
function takenPath(d: Directive, { ours }: Place, paths: Set<string>): Refusal | undefined {
  const path = d.args
    .join(' ')
    .replace(/^\^~ ?/, '')
    .replace(/^= ?/, '= ');
  if (d.name !== 'location' || path.startsWith('~')) return undefined;
  const instead = 'choose another path';
  if (ours && path.replace('= ', '') === HEALTH_PATH) {
    return { problem: `takes ${HEALTH_PATH}, the load balancer's health check, away`, instead };
  }
  if (paths.has(path)) return { problem: `repeats the path ${path}`, instead };
  paths.add(path);
  return undefined;
}

/** A server of the consumer's own must not meet the load balancer's requests; nothing else reaches the host anyway. */
function openServer(d: Directive, { context }: Place): Refusal | undefined {
  if (context !== 'http' || d.name !== 'server') return undefined;
  const listens = (d.block ?? []).filter(({ name }) => name === 'listen');
  const loopback = listens.every(({ args }) => /^(127\.0\.0\.1:|localhost:|\[::1\]:|unix:)/.test(args[0] ?? ''));
  if (listens.length > 0 && loopback) return undefined;
  const instead = 'give it a loopback address and a port, such as "listen 127.0.0.1:9090;"';
  return { problem: 'could answer the requests of the load balancer', instead };
}

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}...` : text;
}
