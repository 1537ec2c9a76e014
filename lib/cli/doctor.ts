import type { Command, CommandContext } from './command';
import { HAR_OPTIONS, LOG_OPTIONS, diagnoseHar, diagnoseLogs } from './doctor-evidence';
import { URL_OPTIONS, diagnoseUrl } from './doctor-url';
import { INSTANCE_OPTIONS, STACK_OPTIONS, diagnoseInstance, diagnoseStack } from './doctor-aws';
import { NGINX_OPTIONS, lintNginx } from './doctor-nginx';
import type { Given, OptionHelp } from './options';
import { UsageError } from './usage-error';

/** One way to use the doctor: what selects it, and what it does then. */
interface Mode {
  /** The option that selects it; the URL mode is selected by its operand. */
  readonly by: string;
  readonly options: Readonly<Record<string, OptionHelp>>;
  run(given: Given, context: CommandContext): Promise<number>;
}

/** How a mode is written. */
const nameOf = ({ by }: Mode) => (by === 'url' ? 'a URL' : `--${by}`);

/** What can be looked at; exactly one of them at a time. */
const MODES: readonly Mode[] = [
  { by: 'url', options: URL_OPTIONS, run: diagnoseUrl },
  { by: 'nginx', options: NGINX_OPTIONS, run: lintNginx },
  { by: 'log', options: LOG_OPTIONS, run: diagnoseLogs },
  { by: 'har', options: HAR_OPTIONS, run: diagnoseHar },
  { by: 'stack', options: STACK_OPTIONS, run: diagnoseStack },
  { by: 'instance', options: INSTANCE_OPTIONS, run: diagnoseInstance },
];

/** `doctor`: names the hop that breaks, the reason, and what to change. */
export const doctor: Command = {
  name: 'doctor',
  summary: 'name what breaks a WebSocket chain, and what to change',
  operand: { name: 'url', help: 'the URL that the client opens, such as https://api.example.com/ws-stomp' },
  options: Object.assign({}, ...MODES.map(({ options }) => options)) as Record<string, OptionHelp>,
  modes: MODES.map((mode) => ({ title: `with ${nameOf(mode)}`, options: mode.options })),
  run: async (given, context) => modeOf(given).run(given, context),
};

function modeOf(given: Given): Mode {
  const chosen = MODES.filter(({ by }) => given[by] !== undefined);
  if (chosen.length === 0) {
    throw new UsageError(`nothing to look at: give ${MODES.map(nameOf).join(' or ')}, such as cdk-spring-websocket doctor https://api.example.com/ws-stomp`);
  }
  if (chosen.length > 1) {
    throw new UsageError(`${chosen.map(nameOf).join(' and ')} exclude each other: give one of them`);
  }
  const [mode] = chosen;
  const strange = Object.keys(given).find((name) => name !== mode.by && !(name in mode.options));
  if (strange !== undefined) {
    const place = MODES.filter(({ options }) => strange in options).map(nameOf).join(' or ');
    throw new UsageError(`--${strange} does not go with ${nameOf(mode)}, but with ${place}: cdk-spring-websocket doctor --help lists what goes together`);
  }
  return mode;
}
