import { resolve } from 'node:path';
import type { EstimateOptions } from '../cost/estimate';
import { USUAL, type Usage } from '../cost/usage';
import type { Given, OptionHelp } from './options';
import { UsageError } from './usage-error';

export const COST_OPTIONS: Readonly<Record<string, OptionHelp>> = {
  app: { type: 'path', value: '<folder>', help: 'the synthesized app (default: cdk.out)' },
  stack: { type: 'string', multiple: true, value: '<name>', help: 'count these stacks alone, such as those of one stage (default: all)' },
  region: { type: 'string', value: '<region>', help: "whose prices to take (default: the stack's own)" },
  sockets: { type: 'string', value: '<number>', help: `open at the same time, day and night (default: ${USUAL.sockets})` },
  received: { type: 'string', value: '<number>', help: `messages that a client gets a minute (default: ${USUAL.received})` },
  sent: { type: 'string', value: '<number>', help: `messages that a client sends a minute (default: ${USUAL.sent})` },
  size: { type: 'string', value: '<bytes>', help: `a message with its STOMP headers (default: ${USUAL.bytes})` },
  session: { type: 'string', value: '<minutes>', help: `how long a socket is open (default: ${USUAL.sessionMinutes})` },
  heartbeat: { type: 'string', value: '<seconds>', help: `between heart-beats each way, 0 for none (default: ${USUAL.heartbeatSeconds})` },
  logs: { type: 'string', value: '<GB>', help: `what a host logs a month, where logs leave it (default: ${USUAL.logsGb})` },
  price: { type: 'string', multiple: true, value: '<name=dollars>', help: 'a price of your own, such as t3.small=0.0208 an hour' },
  json: { type: 'boolean', help: 'only JSON on stdout' },
};

/** Options that say how the deployment is used, and where their numbers go. */
const USAGE: Readonly<Record<string, keyof Usage>> = {
  sockets: 'sockets',
  received: 'received',
  sent: 'sent',
  size: 'bytes',
  session: 'sessionMinutes',
  heartbeat: 'heartbeatSeconds',
  logs: 'logsGb',
};

/** What must be whole and 1 or more: without it there is nothing to divide by, or to count. */
const WHOLE = ['sockets', 'size', 'session'];

/** From the command line's words to what an estimate is told. */
export function estimateOptions(given: Given): EstimateOptions {
  const text = (name: string) => given[name] as string | undefined;
  const list = (name: string) => (given[name] as readonly string[] | undefined) ?? [];
  const said = Object.entries(USAGE).flatMap(([option, field]) => {
    const word = text(option);
    return word === undefined ? [] : [[field, amount(option, word, USUAL[field])]];
  });
  return {
    app: text('app') ?? resolve('cdk.out'),
    stacks: list('stack'),
    region: text('region'),
    usage: { ...USUAL, ...(Object.fromEntries(said) as Partial<Usage>) },
    prices: Object.fromEntries(list('price').map(ownPrice)),
  };
}

function amount(option: string, word: string, example: number): number {
  const whole = WHOLE.includes(option);
  if (!(whole ? /^[1-9]\d{0,8}$/ : /^\d{1,9}(\.\d{1,6})?$/).test(word)) {
    const kind = whole ? 'a whole number, 1 or more' : 'a number, 0 or more';
    throw new UsageError(`--${option} is ${word}: write ${kind}, such as --${option} ${example}`);
  }
  return Number(word);
}

function ownPrice(word: string): [name: string, dollars: number] {
  const [, name, dollars] = /^([\w.-]+)=(\d+(?:\.\d+)?)$/.exec(word) ?? [];
  if (name === undefined) {
    throw new UsageError(`--price is ${word}: write a name and US dollars, such as --price t3.small=0.0208`);
  }
  return [name, Number(dollars)];
}
