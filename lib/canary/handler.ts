import { CANARY_VARIABLE, type CanaryTask } from '../chain/canary';
import { metricLine } from './metric-line';
import { type Round, round } from './round';
import { SecretValues } from './secret-values';

/** Kept from one round to the next, as long as Lambda keeps the process. */
const secrets = new SecretValues();

/**
 * What the schedule calls: asks each route once. The outcome is a line of the log, from which CloudWatch takes the metrics, and what
 * `aws lambda invoke` prints.
 */
export async function handler(): Promise<Round> {
  const task = JSON.parse(process.env[CANARY_VARIABLE] ?? '') as CanaryTask;
  const began = Date.now();
  const outcome = await round(task, secrets);
  if (outcome.failures > 0) secrets.forget();
  process.stdout.write(`${metricLine(task, outcome, began)}\n`);
  return outcome;
}
