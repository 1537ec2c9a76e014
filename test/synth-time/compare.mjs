// Times both as whole processes, in turn, and prints the ratio pair by pair: node test/synth-time/compare.mjs JAR [RUNS]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [jar, runs = '9'] = process.argv.slice(2);
const seconds = (script) => {
  const OUTDIR = mkdtempSync(join(tmpdir(), 'synth-time-'));
  const start = process.hrtime.bigint();
  const { status, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, script)], { env: { ...process.env, JAR: jar, OUTDIR }, encoding: 'utf8' });
  const elapsed = Number(process.hrtime.bigint() - start) / 1e9;
  rmSync(OUTDIR, { recursive: true });
  if (status !== 0) throw new Error(`${script}: ${stderr}`);
  return elapsed;
};
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
seconds('ours.mjs');
seconds('theirs.mjs');
const pairs = Array.from({ length: Number(runs) }, () => [seconds('ours.mjs'), seconds('theirs.mjs')]);
const row = (name, values) => console.log(`${name.padEnd(40)} ${[Math.min(...values), median(values), Math.max(...values)].map((value) => value.toFixed(2)).join('  ')}`);
console.log(`${''.padEnd(40)} min   median  max`);
row('SpringWebSocketService', pairs.map(([ours]) => ours));
row('ApplicationLoadBalancedFargateService', pairs.map(([, theirs]) => theirs));
row('ratio', pairs.map(([ours, theirs]) => ours / theirs));
