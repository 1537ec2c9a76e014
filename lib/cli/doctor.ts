import type { Command, CommandContext, Way } from './command';
import { HAR_OPTIONS, LOG_OPTIONS, diagnoseHar, diagnoseLogs } from './doctor-evidence';
import { URL_OPTIONS, diagnoseUrl } from './doctor-url';
import { INSTANCE_OPTIONS, STACK_OPTIONS, diagnoseInstance, diagnoseStack } from './doctor-aws';
import { NGINX_OPTIONS, lintNginx } from './doctor-nginx';
import type { Given, OptionHelp } from './options';
import { PROGRAM } from './program';
import { UsageError } from './usage-error';

/** One way to use the doctor, and what it does then. */
interface Examination extends Way {
  run(given: Given, context: CommandContext): Promise<number>;
}

/** What can be looked at; exactly one of them at a time. */
const WAYS: readonly Examination[] = [
  {
    title: 'the running chain, as a browser meets it',
    example: 'https://api.example.com/ws-stomp',
    options: URL_OPTIONS,
    run: diagnoseUrl,
  },
  {
    by: 'nginx',
    title: 'an nginx configuration: a file, a folder, or - for the output of nginx -T',
    example: '--nginx /etc/nginx/nginx.conf',
    options: NGINX_OPTIONS,
    run: lintNginx,
  },
  {
    by: 'log',
    title: 'logs of nginx, another proxy or Spring, or what a browser wrote to its console',
    example: '--log /var/log/nginx/error.log',
    options: LOG_OPTIONS,
    run: diagnoseLogs,
  },
  {
    by: 'har',
    title: "a recording of the browser's network panel",
    example: '--har page.har',
    options: HAR_OPTIONS,
    run: diagnoseHar,
  },
  {
    by: 'stack',
    title: 'a CloudFormation stack and what it made, read only',
    example: '--stack Chat --region eu-central-1',
    options: STACK_OPTIONS,
    run: diagnoseStack,
  },
  {
    by: 'instance',
    title: 'an EC2 instance and the load balancer before it, read only',
    example: '--instance i-0123456789abcdef0',
    options: INSTANCE_OPTIONS,
    run: diagnoseInstance,
  },
];

/** `doctor`: names the hop that breaks, the reason, and what to change. */
export const doctor: Command = {
  name: 'doctor',
  summary: 'name what breaks a WebSocket chain, and what to change',
  operand: { name: 'url', help: 'the URL that the client opens, such as https://api.example.com/ws-stomp' },
  options: Object.assign({}, ...WAYS.map(({ options }) => options)) as Record<string, OptionHelp>,
  ways: WAYS,
  run: async (given, context) => chosen(given).run(given, context),
};

/** What is given when a way is chosen. */
function keyOf({ by = 'url' }: Way): string {
  return by;
}

/** How a way is written. */
function nameOf({ by }: Way): string {
  return by === undefined ? 'a URL' : `--${by}`;
}

function chosen(given: Given): Examination {
  const wanted = WAYS.filter((way) => given[keyOf(way)] !== undefined);
  if (wanted.length === 0) {
    throw new UsageError(`nothing to look at: give ${WAYS.map(nameOf).join(' or ')}, such as ${PROGRAM} doctor ${WAYS[0].example}`);
  }
  if (wanted.length > 1) {
    throw new UsageError(`${wanted.map(nameOf).join(' and ')} exclude each other: give one of them`);
  }
  const [way] = wanted;
  const strange = Object.keys(given).find((name) => name !== keyOf(way) && !(name in way.options));
  if (strange !== undefined) {
    const place = WAYS.filter(({ options }) => strange in options)
      .map(nameOf)
      .join(' or ');
    const help = `${PROGRAM} doctor ${way.by ? `--${way.by}` : '<url>'} --help`;
    throw new UsageError(`--${strange} does not go with ${nameOf(way)}, but with ${place}: ${help} lists what goes together`);
  }
  return way;
}
