import type { Measured, Result } from './measure';

/** The results as text for a terminal. */
export function table(results: readonly Result[]): string {
  const lines = results.flatMap(({ title, measured, unit }) => [
    '',
    title,
    ...measured.map(
      ({ candidate, ratio, median, failed }) =>
        `  ${candidate.padEnd(14)}${ratio.toFixed(2).padStart(6)}   ${figure(median, unit)}${failed ? `, ${failed} failed` : ''}`,
    ),
  ]);
  return `${lines.join('\n').trimStart()}\n`;
}

/** The page of the documentation: ratios alone, since the figures are one machine's. */
export function page(results: readonly Result[], where: string): string {
  const columns = [...new Set(results.flatMap(({ measured }) => measured.map(({ candidate }) => candidate)))];
  const compared = results.filter(({ row }) => !/^(buffers|host|relay|fleet|command)\b/.test(row));
  const buffers = results.filter(({ row }) => row.startsWith('buffers-'));
  const hosts = results.filter(({ row }) => row.startsWith('host-'));
  const relays = results.filter(({ row }) => row.startsWith('relay'));
  const fleets = results.filter(({ row }) => row.startsWith('fleet-'));
  const commands = results.filter(({ row }) => row.startsWith('command-'));
  const named = (some: readonly Result[]) => columns.filter((name) => some.some((result) => find(result, name)));
  return [
    '# Benchmark',
    '',
    `\`npm run bench\` compares what a host's nginx costs with others in front of the same application: ${where}.`,
    'Every figure is a ratio to **stock**: nginx as Debian installs it, with the lines of nginx’s own page on',
    'WebSockets. Less is better. `ours` are the files that a host gets; `unix` reaches the application through a Unix',
    'socket; `nginx stream` copies bytes and knows no HTTP, which is about the least that a proxy can cost.',
    '',
    '![The ratios as bars](benchmark.svg)',
    '',
    ...grid(compared, named(compared)),
    '',
    '## How long a buffer should be',
    '',
    'A socket has a buffer for each direction, of which a message touches its own length: 16 kB cost an idle socket',
    'with short messages little more, and long messages need fewer reads and writes. The table says how much.',
    '',
    ...grid(buffers, named(buffers)),
    '',
    '## A whole host',
    '',
    'nginx and a real application of Spring Boot on two processors. `usual` is `java -jar` with Spring Boot’s defaults behind',
    'stock nginx; `ours` is started as a host starts it, behind the host’s files. Clients offer to compress messages, as',
    'every browser does. A session’s memory is what is alive in the heap after a collection, what the JVM’s process, nginx and',
    'the kernel have besides, the client’s own end of the connection included. Clients that come back wait a second after a',
    'failed handshake before they try again; how many failed in all is in parentheses.',
    '',
    ...hostGrid(hosts),
    '',
    '## The way to a broker',
    '',
    'An ActiveMQ with TLS, asked directly and through the `stream` block with which a host leads Spring’s broker relay to its',
    'broker: `16k` has the buffers that nginx has by default.',
    '',
    ...relays.flatMap((row) => [...grid([row], named([row])), '']),
    '## Several hosts',
    '',
    'Applications of Spring Boot as hosts start them, without their nginx, which share messages over a Valkey or Redis on the',
    'same two processors. A client sends short messages to a broker destination. `own host`: its subscribers are on the same',
    'host, `other host`: all of them are on the other one, so each message goes through the engine. `alone` shares nothing;',
    'of `two hosts` each has half of the subscribers. The engine has one connection a host, whatever the number of sockets.',
    '',
    ...fleets.flatMap((row) => [...grid([row], named([row])), '']),
    '## What is typed',
    '',
    'Whole processes, one after the other: what a reader waits for, as a ratio to something else that is waited for.',
    '',
    ...commands.flatMap((row) => [...grid([row], named([row])), '']),
    '## How it is measured',
    '',
    'Everything is in one network namespace, without TLS, which ends at the load balancer. But for whole hosts, the proxy',
    'has one worker on a processor of its own; load and application, which sends back what it hears, share the other, and',
    'processor time is that of the proxy’s processes alone, so the load generator is not what is compared. In each',
    'repetition the candidates take turns in a new order; the median counts, and a repetition during which other programs',
    'took more than 12 % of the processors is made again, three times at most; memory and system calls are measured once.',
    'Each value of each repetition is in [benchmark.json](benchmark.json).',
    '',
  ].join('\n');
}

function grid(rows: readonly Result[], columns: readonly string[]): string[] {
  return [
    `| | ${columns.join(' | ')} |`,
    `|---|${columns.map(() => '---|').join('')}`,
    ...rows.map((row) => `| ${row.title} | ${columns.map((name) => find(row, name)?.ratio.toFixed(2) ?? '').join(' | ')} |`),
  ];
}

function hostGrid(rows: readonly Result[]): string[] {
  const cell = ({ ratio, failed = 0 }: Measured) => `${ratio.toFixed(2)}${failed > 0 ? ` (${failed})` : ''}`;
  return ['| | usual | ours |', '|---|---|---|', ...rows.map(({ title, measured }) => `| ${title} | ${measured.map(cell).join(' | ')} |`)];
}

function find({ measured }: Result, name: string): Measured | undefined {
  return measured.find(({ candidate }) => candidate === name);
}

function figure(value: number, unit: string): string {
  return `${value.toFixed(value < 100 ? 1 : 0)} ${unit}`.trimEnd();
}
