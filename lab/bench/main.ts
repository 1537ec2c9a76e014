import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brokerJar, exampleJar } from '../../lib/app/example';
import { run } from '../machines/command';
import { projectFolder } from '../project';
import { applicationJar } from './application-jar';
import { Bench } from './bench';
import { CANDIDATES } from './candidates';
import { FLEETS } from './fleet';
import { exceeded } from './limits';
import { HOSTS, SERVERS } from './hosts';
import { measureAll, type Result } from './measure';
import { HELP, type Options, parse } from './options';
import { page, table } from './page';
import { plot } from './plot';
import { RELAYS } from './relay';
import { requireAll } from './prerequisites';
import { ROWS } from './rows';

/** Set in the network namespace. */
const INSIDE = 'BENCH_INSIDE';

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Runs the bench in a network namespace of its own, where every port is free and Maven would find no registry. */
async function main(args: readonly string[]): Promise<number> {
  const options = parse(args, ROWS);
  if (options.help) {
    process.stdout.write(HELP);
    return 0;
  }
  if (process.env[INSIDE] === undefined) {
    await requireAll(say);
    const compared = options.rows.flatMap(({ candidates }) => candidates);
    SERVERS.filter((server) => compared.some((name) => name.endsWith(` ${server}`))).forEach(applicationJar);
    if (FLEETS.some(({ name }) => compared.includes(name))) applicationJar('tomcat');
    if (options.rows.some((row) => 'alone' in row)) exampleJar(say);
    if (options.rows.some((row) => RELAYS.some(({ name }) => row.candidates.includes(name)))) brokerJar(say);
    return inNamespace(args);
  }
  const bench = new Bench();
  bench.start();
  try {
    return await told(
      await measureAll(bench, options.rows, [...CANDIDATES, ...HOSTS, ...RELAYS, ...FLEETS], options.repetitions, say),
      options,
    );
  } finally {
    bench.stop();
  }
}

function inNamespace(args: readonly string[]): number {
  const { status, error } = spawnSync(
    'unshare',
    ['--net', '--', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh', process.execPath, __filename, ...args],
    { stdio: 'inherit', env: { ...process.env, [INSIDE]: 'true' } },
  );
  if (error) throw error;
  return status ?? 1;
}

async function told(results: readonly Result[], { json, check, write }: Options): Promise<number> {
  process.stdout.write(json ? `${JSON.stringify(results, undefined, 2)}\n` : table(results));
  if (write) {
    const docs = (name: string) => join(projectFolder(), 'docs', name);
    writeFileSync(docs('benchmark.md'), page(results, await versions()));
    writeFileSync(docs('benchmark.svg'), plot(results));
    writeFileSync(docs('benchmark.json'), `${JSON.stringify(results, undefined, 1)}\n`);
  }
  const above = check ? exceeded(results) : [];
  above.forEach((line) => say(line));
  return above.length === 0 ? 0 : 1;
}

async function versions(): Promise<string> {
  const [nginx, haproxy] = [spawnSync('nginx', ['-v'], { encoding: 'utf8' }).stderr, await run('haproxy', ['-v'])];
  const version = (text: string) => /[\d.]+\d/.exec(text)?.[0] ?? 'unknown';
  return `nginx ${version(nginx)}, HAProxy ${version(haproxy)}, Node.js ${process.version.slice(1)}`;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: Error) => {
    say(error.message);
    process.exit(1);
  },
);
