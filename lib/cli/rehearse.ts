import { readEnvironmentFile } from '../rehearsal/environment';
import { synthesizeExample } from '../rehearsal/example';
import type { RehearsalOptions } from '../rehearsal/options';
import { Rehearsal, type Rehearsed, type RehearsalProgress } from '../rehearsal/rehearsal';
import { progressLine, table } from './answer-lines';
import { cascadeLines } from './cascade-lines';
import type { Command, CommandContext } from './command';
import { EXIT_CODES } from './exit-codes';
import type { Given, OptionHelp } from './options';
import { rehearsalOptions } from './rehearsal-options';
import { closingLines } from './report-lines';
import { Terminal } from './terminal';

const OPTIONS: Readonly<Record<string, OptionHelp>> = {
  app: { type: 'string', value: '<folder>', help: 'the synthesized app (default: cdk.out)' },
  stack: { type: 'string', value: '<name>', help: 'the stack, when several have a host' },
  jar: { type: 'string', value: '<file>', help: "run this jar instead of the template's" },
  'app-url': { type: 'string', value: '<http://host:port>', help: 'use an application that already runs' },
  'environment-file': { type: 'string', multiple: true, value: '<file>', help: 'NAME=value lines: what only AWS knows, and secrets' },
  echo: { type: 'string', value: '</app/x=/topic/y>', help: 'send here, expect it there: checks a message between two clients' },
  'echo-body': { type: 'string', value: '<text>', help: 'the body of that message (default: JSON of a chat message)' },
  header: { type: 'string', multiple: true, value: '<"Name: value">', help: 'for the handshake, such as a login' },
  query: { type: 'string', value: '<name=value>', help: 'for the handshake, such as a token' },
  'connect-header': { type: 'string', multiple: true, value: '<"Name: value">', help: 'for STOMP CONNECT, such as a login' },
  'start-timeout': { type: 'string', value: '<seconds>', help: "how long the application may take (default: the deployment's)" },
  'with-the-bug': { type: 'boolean', help: 'first remove the WebSocket lines from nginx: see what teams see then' },
  keep: { type: 'boolean', help: 'leave it running until Ctrl-C and print the URL to open' },
  json: { type: 'boolean', help: 'only JSON on stdout' },
  example: { type: 'boolean', help: "build, synthesize and rehearse the project's example" },
};

/** `rehearse`: runs the chain of a synthesized template on this machine and proves it. */
export const rehearse: Command = {
  name: 'rehearse',
  summary: 'run the synthesized host, load balancer and jar on this machine and prove the chain',
  options: OPTIONS,
  run,
};

async function run(given: Given, context: CommandContext): Promise<number> {
  const example = given.example ? await synthesizeExample((line) => context.errors.line(line)) : undefined;
  try {
    const options = rehearsalOptions(given, readEnvironmentFile, example && { app: example.directory, echo: example.echo });
    return await rehearseWith(options, given, context);
  } finally {
    await example?.remove();
  }
}

async function rehearseWith(options: RehearsalOptions, given: Given, { output, errors, interrupted }: CommandContext): Promise<number> {
  const terminal = given.json ? errors : output;
  const rehearsal = new Rehearsal(options, progressOf(terminal));
  try {
    const outcome = await Promise.race([rehearsal.run(), interrupted]);
    terminal.idle();
    if (outcome === 'interrupted') {
      return 130;
    }
    show(outcome, options, given, output);
    if (given.keep) {
      await keep(rehearsal, outcome, terminal, interrupted);
    }
    return EXIT_CODES[outcome.report.verdict];
  } finally {
    terminal.idle();
    terminal.busy('stopping everything');
    await rehearsal.close();
    terminal.idle();
  }
}

function progressOf(terminal: Terminal): RehearsalProgress {
  return {
    say: (line) => terminal.line(line),
    asking: ({ question, route, asked }) => terminal.busy(`${question}${route ? ` ${route}` : ''}: ${asked}`),
    answered: (answer) => terminal.line(progressLine(terminal, answer)),
  };
}

function show(outcome: Rehearsed, options: RehearsalOptions, given: Given, output: Terminal): void {
  const { report, url, assumptions, removed, logs } = outcome;
  if (given.json) {
    output.line(JSON.stringify({ ...report, url, assumptions, removed, logs }, null, 2));
    return;
  }
  output.line();
  table(output, report.answers).forEach((line) => output.line(line));
  assumptions.forEach((line) => output.line(`${output.tone('quiet', 'note')} ${line}`));
  if (options.withTheBug) {
    output.line();
    cascadeLines(output, report).forEach((line) => output.line(line));
    return;
  }
  const tail = tailOf(outcome).map((line) => `  ${output.tone('quiet', '|')} ${line}`);
  closingLines(output, report, tail, {
    healthy: 'these are the files and settings that npx cdk deploy puts on AWS',
    broken: 'change what the cure says, synthesize again and rehearse again; --json has all evidence',
  }).forEach((line) => output.line(line));
}

/** What the part that failed wrote last, where that tells the cause. */
function tailOf({ report, logs }: Rehearsed): string[] {
  const failing = report.answers.find(({ verdict }) => verdict === 'problem')?.question;
  const log = failing === 'application' ? logs.application : failing === 'nginx-config' ? report.evidence[0]?.nginxTest?.output : undefined;
  return log?.trimEnd().split('\n') ?? [];
}

/** Leaves the chain running until Ctrl-C, or until a part of it ends. */
async function keep(rehearsal: Rehearsal, { url }: Rehearsed, terminal: Terminal, interrupted: Promise<'interrupted'>): Promise<void> {
  terminal.line(`it runs at ${terminal.tone('strong', url)} (the certificate is thrown away with it); Ctrl-C stops everything`);
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
