import { availableParallelism } from 'node:os';
import type { Bench } from './bench';
import type { Candidate } from './candidates';
import type { Answer } from './load';
import type { Row } from './rows';
import { busySeconds, processorSeconds } from './usage';

/** What one candidate showed of one row. */
export interface Measured {
  readonly candidate: string;
  /** Every repetition. */
  readonly values: readonly number[];
  readonly median: number;
  /** To the row's first candidate; absent where that is 0. */
  readonly ratio: number;
  /** Handshakes that failed before they came through, in all repetitions. */
  readonly failed?: number;
}

/** One row with all its candidates. */
export interface Result {
  readonly row: string;
  readonly title: string;
  readonly unit: string;
  readonly measured: readonly Measured[];
  /** Repetitions that were made again, because other programs took more than their share. */
  readonly repeated: number;
}

/** Of both processors' time, what other programs may take while something is measured. */
const FOREIGN = 0.12;
const ATTEMPTS = 4;

/** Measures all rows; in each repetition the candidates take turns in a new order. */
export async function measureAll(
  bench: Bench,
  rows: readonly Row[],
  candidates: readonly Candidate[],
  repetitions: number,
  say: (line: string) => void,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const row of rows) {
    const values = new Map<string, Answer[]>(row.candidates.map((name) => [name, []]));
    const times = row.deterministic ? 1 : Math.min(repetitions, row.repetitions ?? repetitions);
    let repeated = 0;
    for (let repetition = 0; repetition < times; repetition += 1) {
      for (const name of shuffled(row.candidates)) {
        if ('alone' in row) {
          values.get(name)?.push({ count: await row.alone(name) });
          continue;
        }
        const candidate = candidates.find((each) => each.name === name)!;
        const { value, attempts } = await undisturbed(bench, candidate, row);
        repeated += attempts - 1;
        values.get(name)?.push(value);
      }
      say(`${row.name}: ${repetition + 1} of ${times}`);
    }
    const reference = median((values.get(row.candidates[0]) ?? []).map(({ count }) => count));
    const measured = [...values].map(([candidate, answers]) => {
      const counts = answers.map(({ count }) => count);
      const failed = answers.reduce((sum, each) => sum + (each.failed ?? 0), 0);
      return { candidate, values: counts, median: median(counts), ratio: median(counts) / reference, ...(failed > 0 ? { failed } : {}) };
    });
    results.push({ row: row.name, title: row.title, unit: row.unit, measured, repeated });
  }
  return results;
}

/** Measures again while others disturb it, and takes what comes in the end. */
async function undisturbed(
  bench: Bench,
  candidate: Candidate,
  row: Extract<Row, { measure: unknown }>,
): Promise<{ value: Answer; attempts: number }> {
  for (let attempts = 1; ; attempts += 1) {
    const { value, foreign } = await bench.with(candidate, async (running) => {
      const own = [...bench.own, ...running.pids];
      const [started, busy, ours] = [performance.now(), busySeconds(), processorSeconds(own)];
      const measured = await row.measure(running);
      const others = busySeconds() - busy - (processorSeconds(own) - ours);
      return {
        value: typeof measured === 'number' ? { count: measured } : measured,
        foreign: others / (((performance.now() - started) / 1000) * availableParallelism()),
      };
    });
    if (row.deterministic || foreign < FOREIGN || attempts === ATTEMPTS) {
      return { value, attempts };
    }
  }
}

function shuffled<T>(all: readonly T[]): T[] {
  return all
    .map((each) => ({ each, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ each }) => each);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
