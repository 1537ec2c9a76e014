import type { Placed } from './directives';
import { EffectiveLocation } from './effective-location';
import { compile } from './regular-expression';
import { named } from './servers';
import type { RequestVariables, Variables } from './variables';

/** Where a request ends inside nginx. */
export interface Followed {
  readonly location: EffectiveLocation;
  /** The line that may send it elsewhere, where that cannot be told. */
  readonly untold?: Placed;
}

/** The requests of which one asks, and what gives their variables. */
interface Asked {
  readonly variables: Variables;
  readonly requests: readonly RequestVariables[];
}

interface Jump {
  readonly by: Placed;
  /** Undefined where it cannot be told. */
  readonly to?: EffectiveLocation;
  /** It is an error_page, of which nginx takes one for a request. */
  readonly isError: boolean;
}

/** nginx itself gives up after ten. */
const MOST_JUMPS = 10;

/** The location that requests end in which this one would answer: `try_files` and `error_page` may send them to one with a name. */
export function followed(start: EffectiveLocation, asked: Asked): Followed {
  let location = start;
  for (let jumps = 0, failed = false; jumps < MOST_JUMPS; jumps++) {
    const jump = jumpOf(location, asked, failed);
    if (!jump) break;
    if (!jump.to) return { location, untold: jump.by };
    location = jump.to;
    failed ||= jump.isError;
  }
  return { location };
}

function jumpOf(location: EffectiveLocation, asked: Asked, failed: boolean): Jump | undefined {
  const onError = (status: string, level: readonly Placed[] = []) => (failed ? undefined : errorPage(location, status, level, asked));
  const inside = location.block.block ?? [];
  for (const step of inside.filter(({ name }) => name === 'if' || name === 'return')) {
    const [end] = step.name === 'return' ? [step] : named(step.block!, 'return');
    const holds = end === step || condition(step, asked);
    if (!end || holds === false) continue;
    // a return with a text is an answer and no error
    const jump = end.args.length === 1 ? onError(end.args[0]!, step.block) : undefined;
    if (holds) return jump;
    if (jump && (!jump.to || jump.to.passes.length > 0)) return { ...jump, by: step, to: undefined };
  }
  const files = location.own('try_files').at(-1);
  const last = files?.args.at(-1);
  // an `if` that hands requests on has no try_files
  if (location.passes.length > location.own('proxy_pass').length) return undefined;
  if (last?.startsWith('@')) return jumpTo(files!, last, location, asked, false);
  if (inside.some(({ name }) => name.endsWith('_pass'))) return undefined;
  const status = last === undefined ? '404' : /^=(\d+)$/.exec(last)?.[1];
  return status === undefined ? undefined : onError(status);
}

/** `error_page 404 = @app`: without the `=` the answer keeps the error's status, which is no 101. */
function errorPage(location: EffectiveLocation, status: string, level: readonly Placed[], asked: Asked): Jump | undefined {
  const own = named(level, 'error_page');
  const page = (own.length > 0 ? own : location.all('error_page')).find(({ args }) => args.slice(0, -1).includes(status));
  return page?.args.at(-2) === '=' && /^[@$]/.test(page.args.at(-1)!) ? jumpTo(page, page.args.at(-1)!, location, asked, true) : undefined;
}

function jumpTo(
  by: Placed,
  word: string,
  { server }: EffectiveLocation,
  { variables, requests }: Asked,
  isError: boolean,
): Jump | undefined {
  const values = requests.map((request) => variables.values(word, request));
  const [name, ...others] = new Set(values.flatMap((each) => each ?? []));
  if (values.includes(undefined) || others.length > 0) return { by, isError };
  const block = named(server.block.block ?? [], 'location').find(({ args }) => args[0] === name);
  return block && { by, to: new EffectiveLocation(server, [block]), isError };
}

/** Whether an `if` holds for all of the requests, or for none; undefined where that cannot be told. */
export function condition({ args }: Placed, { variables, requests }: Asked): boolean | undefined {
  const words = args.map((word, i) => word.slice(i === 0 ? 1 : 0, i === args.length - 1 ? -1 : undefined));
  const [left = '', operator = '', right = ''] = words[0] === '' ? words.slice(1) : words;
  const values = requests.map((request) => variables.values(left, request));
  const found = new Set(values.flatMap((each) => each?.map((value) => holds(value, operator, right)) ?? [undefined]));
  return found.size === 1 ? [...found][0] : undefined;
}

function holds(value: string, operator: string, right: string): boolean | undefined {
  const [, not, sign] = /^(!?)(=|~\*?)$/.exec(operator) ?? [];
  if (operator === '') return value !== '' && value !== '0';
  if (sign === undefined || (sign === '=' && right.includes('$'))) return undefined;
  const fits = sign === '=' ? value === right : compile(right, sign === '~*' ? 'i' : '')?.test(value);
  return fits === undefined ? undefined : fits !== (not === '!');
}
