import type { Placed } from './directives';
import type { EffectiveLocation } from './effective-location';
import { condition } from './internal-jumps';
import { compile } from './regular-expression';
import { named } from './servers';
import { HANDSHAKES, type RequestVariables, type Variables } from './variables';

/** The line by which nginx itself answers every handshake of a path that ends in this location, as far as that can be told. */
export function ownAnswer(location: EffectiveLocation, path: string, variables: Variables): Placed | undefined {
  const { listens, block } = location.server;
  const isTls = listens.every(({ ssl }) => ssl);
  const known = isTls || listens.every(({ ssl }) => !ssl);
  const scheme: RequestVariables = known ? { scheme: isTls ? 'https' : 'http', https: isTls ? 'on' : '' } : {};
  const asked = { path, variables, requests: HANDSHAKES.map((request) => ({ ...request, ...scheme })) };
  return answerIn(block, asked) ?? answerIn(location.block, asked) ?? refusal(location);
}

interface Asked {
  readonly path: string;
  readonly variables: Variables;
  readonly requests: readonly RequestVariables[];
}

/** What of the rewrite phase ends all of these requests; a changed URI leads elsewhere, and is not followed. */
function answerIn({ block = [] }: Placed, asked: Asked): Placed | undefined {
  for (const step of block) {
    if (step.name === 'return') return step;
    if (step.name === 'rewrite' && compile(step.args[0] ?? '', '')?.test(asked.path) !== false) {
      return redirects(step) ? step : undefined;
    }
    if (step.name === 'if' && named(step.block!, 'return').length > 0 && condition(step, asked)) return step;
  }
  return undefined;
}

/** Whether the line, or the `return` in it, sends clients to another URL. */
export function redirects({ name, args, block }: Placed): boolean {
  if (name === 'if') return named(block!, 'return').slice(0, 1).some(redirects);
  const [first = '', second = '', flag = ''] = args;
  return name === 'rewrite'
    ? ['redirect', 'permanent'].includes(flag) || /^(https?:|\$scheme)/.test(second)
    : name === 'return' && /^(30[1278]$|https?:|\$scheme:)/.test(first);
}

/** What of the access phase refuses everybody, or everybody who asks with GET; `satisfy any` lets in who has a login. */
function refusal(location: EffectiveLocation): Placed | undefined {
  const isAny = location.value('satisfy', 'all') === 'any';
  const rules = location.levels.map(accessRules).findLast(({ length }) => length > 0) ?? [];
  const limits = location.own('limit_except').filter(({ args }) => !args.includes('GET') && !args.includes('HEAD'));
  const [limit] = limits.filter((each) => accessRules(each)[0]?.name === 'deny' && accessRules(each)[0]?.args[0] === 'all');
  return limit ?? (!isAny && rules[0]?.name === 'deny' && rules[0].args[0] === 'all' ? rules[0] : undefined);
}

function accessRules({ block = [] }: Placed): readonly Placed[] {
  return block.filter(({ name }) => name === 'allow' || name === 'deny');
}
