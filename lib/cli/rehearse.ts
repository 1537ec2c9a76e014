import { readEnvironmentFile } from '../rehearsal/environment';
import { synthesizeExample } from '../rehearsal/example';
import type { RehearsalOptions } from '../rehearsal/options';
import { Rehearsal, type Rehearsed, type RehearsalProgress } from '../rehearsal/rehearsal';
import { answerRow } from './answer-rows';
import type { Command, CommandContext } from './command';
import { EXIT_CODES } from './exit-codes';
import { jsonReport } from './json-report';
import type { Given, OptionHelp } from './options';
import { rehearsalOptions } from './rehearsal-options';
import { keptPage, rehearsalPage } from './rehearsal-page';
import type { Terminal } from './terminal';
import { hostsOf } from './values';

const OPTIONS: Readonly<Record<string, OptionHelp>> = {
  app: { type: 'path', value: '<folder>', help: 'the synthesized app (default: cdk.out)' },
  stack: { type: 'string', value: '<name>', help: 'the stack, when several have a host' },
  jar: { type: 'path', value: '<file>', help: "run this jar instead of the template's" },
  'app-url': { type: 'string', value: '<http://host:port>', help: 'use an application that already runs' },
  'environment-file': { type: 'path', multiple: true, value: '<file>', help: 'NAME=value lines: values that only AWS knows, and secrets' },
  echo: { type: 'string', value: '</app/x=/topic/y>', help: 'send here, expect it there: checks a message between two clients' },
  'echo-body': { type: 'string', value: '<text>', help: 'the body of that message (default: JSON of a chat message)' },
  'echo-user': { type: 'string', value: '</app/x=/user/queue/y>', help: 'with --hosts: the same for a user with a tab on each host' },
  header: { type: 'string', multiple: true, value: '<"Name: value">', help: 'a header of the handshake, such as a login' },
  query: { type: 'string', value: '<name=value>', help: 'a query parameter of the handshake, such as a token' },
  'connect-header': { type: 'string', multiple: true, value: '<"Name: value">', help: 'a header of STOMP CONNECT, such as a login' },
  'start-timeout': { type: 'string', value: '<seconds>', help: "how long the application may take (default: the deployment's)" },
  hosts: { type: 'string', value: '<number>', help: 'how many are behind the load balancer, each with its clients (default: 1)' },
  engine: { type: 'string', value: '<host:port>', help: 'with --hosts: they share messages through it (default: one of its own)' },
  broker: {
    type: 'string',
    multiple: true,
    value: '<host:port>',
    help: 'where the template has a broker relay: this one, and a second for when it fails (default: an ActiveMQ of its own)',
  },
  'without-messaging': { type: 'boolean', help: 'with --hosts: they share no messages, to see how that fails' },
  'with-the-bug': { type: 'boolean', help: 'remove the WebSocket lines from nginx first, to see how that fails' },
  keep: { type: 'boolean', help: 'leave it running until Ctrl-C and print the URL to open' },
  json: { type: 'boolean', help: 'only JSON on stdout' },
  relay: { type: 'boolean', help: 'with --example: it relays to a STOMP broker' },
  example: { type: 'boolean', help: "build, synthesize and rehearse the project's example" },
};

/** `rehearse`: runs the chain of a synthesized template on this machine and proves it. */
export const rehearse: Command = {
  name: 'rehearse',
  summary: 'run the synthesized host, load balancer and jar on this machine and test the chain',
  options: OPTIONS,
  run,
};

async function run(given: Given, context: CommandContext): Promise<number> {
  const terminal = given.json ? context.errors : context.output;
  if (given.example) {
    terminal.busy('synthesizing the example');
  }
  const hosts = hostsOf(given) ?? 1;
  const example = given.example ? await synthesizeExample(hosts, given.relay === true, (line) => terminal.begin(line)) : undefined;
  try {
    const options = rehearsalOptions(given, readEnvironmentFile, example);
    return await rehearseWith(options, given, terminal, context);
  } finally {
    await example?.remove();
  }
}

async function rehearseWith(
  options: RehearsalOptions,
  given: Given,
  terminal: Terminal,
  { output, interrupted }: CommandContext,
): Promise<number> {
  const rehearsal: Rehearsal = new Rehearsal(
    options,
    progressOf(terminal, () => rehearsal.routes.length > 1),
  );
  try {
    const outcome = await Promise.race([rehearsal.run(), interrupted]);
    terminal.idle();
    if (outcome === 'interrupted') {
      return 130;
    }
    if (given.json) {
      const { report, ...more } = outcome;
      output.line(jsonReport('rehearsal', { ...report, ...more }));
    } else {
      output.print(rehearsalPage(outcome));
    }
    if (given.keep) {
      await keep(rehearsal, outcome, terminal, interrupted);
    }
    return EXIT_CODES[outcome.report.verdict];
  } finally {
    terminal.busy('stopping everything');
    await rehearsal.close();
    terminal.idle();
  }
}

/** The answers become the table's rows as they come. */
function progressOf(terminal: Terminal, severalRoutes: () => boolean): RehearsalProgress {
  return {
    busy: (what) => terminal.busy(what),
    say: (line) => terminal.begin(line),
    asking: ({ question, asked }) => terminal.busy(`${question}: ${asked}`),
    answered: (answer) => {
      terminal.idle();
      terminal.print([answerRow(answer, severalRoutes() ? answer.route : undefined)]);
    },
  };
}

/** Leaves the chain running until Ctrl-C, or until a part of it ends. */
async function keep(rehearsal: Rehearsal, outcome: Rehearsed, terminal: Terminal, interrupted: Promise<'interrupted'>): Promise<void> {
  terminal.print(keptPage(outcome));
  let timer: NodeJS.Timeout | undefined;
  const died = new Promise<string>((resolve) => {
    timer = setInterval(() => {
      const dead = rehearsal.died();
      if (dead) {
        resolve(dead);
      }
    }, 500);
  });
  const end = await Promise.race([died, interrupted]);
  clearInterval(timer);
  if (end !== 'interrupted') {
    terminal.line(`stopped: ${end}`);
  }
}
