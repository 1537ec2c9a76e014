import { exceeded, LIMITS } from './limits';
import type { Result } from './measure';
import { parse } from './options';
import { page, table } from './page';
import { plot } from './plot';
import { CANDIDATES } from './candidates';
import { FLEETS } from './fleet';
import { HOSTS } from './hosts';
import { RELAYS } from './relay';
import { ROWS } from './rows';

const measured = (candidate: string, ratio: number) => ({ candidate, values: [3 * ratio], median: 3 * ratio, ratio });
/** A row for each that has a limit, the whole host's among them. */
const RESULTS: readonly Result[] = [...new Set(LIMITS.map(({ row }) => row))].map((row) => ({
  row,
  title: `what ${row} costs`,
  unit: 's',
  measured: [measured('stock', 1), ...LIMITS.filter((limit) => limit.row === row).map(({ candidate, most }) => measured(candidate, most))],
  repeated: 0,
}));

test('every row compares candidates that exist, and every limit one of a row', () => {
  const names = [...CANDIDATES, ...HOSTS, ...RELAYS, ...FLEETS].map(({ name }) => name);
  const onRunning = ROWS.filter((row) => 'measure' in row).flatMap(({ candidates }) => candidates);
  expect(onRunning.filter((name) => !names.includes(name))).toEqual([]);
  expect(LIMITS.filter(({ row, candidate }) => !ROWS.find(({ name }) => name === row)?.candidates.includes(candidate))).toEqual([]);
});

test('a ratio at its limit is good, above it or not measured is not', () => {
  const [{ row, candidate, most }] = LIMITS;
  const worse = RESULTS.map((each) => (each.row === row ? { ...each, measured: [measured(candidate, most + 0.01)] } : each));
  expect(exceeded(RESULTS)).toEqual([]);
  expect(exceeded(worse)).toContain(`${row}: ${candidate} is ${(most + 0.01).toFixed(2)}, which should be at most ${most}`);
  expect(exceeded(RESULTS.slice(1))).toContain(`${row}: ${candidate} was not measured`);
});

test('the page has ratios alone, the plot a bar for each but the hosts', () => {
  const text = page(RESULTS, 'nginx 1.2.3');
  expect(text).toMatch(/^\| what idle costs \| 1\.00 \| 0\.95 \|/m);
  expect(text).toContain('nginx 1.2.3');
  expect(plot(RESULTS).match(/<rect x/g)).toHaveLength(RESULTS.length + LIMITS.length - 2);
  expect(table(RESULTS)).toContain('  ours tcp        0.95   2.8 s');
});

test('a host has a table of its own, with the handshakes that failed', () => {
  const values = [measured('usual tomcat', 1), { ...measured('ours tomcat', 0.5), failed: 12 }];
  const result = { row: 'host-back', title: 'clients back at once', unit: 'ms', measured: values, repeated: 0 };
  expect(page([...RESULTS, result], '')).toContain('\n| clients back at once | 1.00 | 0.50 (12) |\n');
  expect(page([...RESULTS, result], '')).not.toContain('ours tomcat');
  expect(table([result])).toContain('  ours tomcat     0.50   1.5 ms, 12 failed');
});

test.each([
  [['idle', '--repetitions', '2'], { repetitions: 2, names: ['idle'] }],
  [['--check'], { repetitions: 3, names: ROWS.map(({ name }) => name).filter((name) => LIMITS.some(({ row }) => row === name)) }],
  [[], { repetitions: 5, names: ROWS.map(({ name }) => name) }],
])('%j', (args, { repetitions, names }) => {
  const options = parse(args, ROWS);
  expect([options.repetitions, options.rows.map(({ name }) => name)]).toEqual([repetitions, names]);
});

test('--check measures what has a limit beside the first candidate of its row, and no other', () => {
  const compared = parse(['--check'], ROWS).rows.map(({ name, candidates }) => [name, candidates]);
  const limited = (row: string) => LIMITS.filter((limit) => limit.row === row).map(({ candidate }) => candidate);
  expect(compared).toEqual(compared.map(([name]) => [name, [expect.stringMatching(/^(stock|usual)/), ...limited(name as string)]]));
  expect(ROWS.find(({ name }) => name === 'syscalls')!.candidates).toHaveLength(6);
});

test.each([
  [['nothing'], "'nothing' is no row of the bench: give 100x128, "],
  [['--repetitions', '0'], "--repetitions is '0': give a whole number, 1 or more"],
  [['idle', '--check'], '--check is about its own rows: leave out idle'],
])('fails for %j', (args, message) => expect(() => parse(args, ROWS)).toThrow(message));
