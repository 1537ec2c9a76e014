import { examineHar } from '../doctor/har/examine-har';
import { examineLogs } from '../doctor/logs/examine-logs';
import type { CommandContext } from './command';
import { EXIT_CODES } from './exit-codes';
import { harLines } from './har-lines';
import { logLines } from './log-lines';
import type { Given, OptionHelp } from './options';

const JSON_OPTION: OptionHelp = { type: 'boolean', help: 'only JSON on stdout' };

export const LOG_OPTIONS: Readonly<Record<string, OptionHelp>> = {
  log: { type: 'string', multiple: true, value: '<file|->', help: 'read logs: nginx (error, access), Spring, browser console; .gz too, - is stdin' },
  json: JSON_OPTION,
};

export const HAR_OPTIONS: Readonly<Record<string, OptionHelp>> = {
  har: { type: 'string', value: '<file>', help: "read a recording of the browser's network panel" },
  json: JSON_OPTION,
};

/** Reads logs that people have already. */
export async function diagnoseLogs(given: Given, { output, errors, interrupted }: CommandContext): Promise<number> {
  const names = [...new Set(given.log as readonly string[])];
  errors.busy(`reading ${names.join(', ')}`);
  const report = await Promise.race([examineLogs(names, () => process.stdin), interrupted]).finally(() => errors.idle());
  if (report === 'interrupted') {
    return 130;
  }
  (given.json ? [JSON.stringify(report, null, 2)] : logLines(output, report)).forEach((line) => output.line(line));
  return EXIT_CODES[report.verdict];
}

/** Reads what a browser recorded. */
export async function diagnoseHar(given: Given, { output }: CommandContext): Promise<number> {
  const report = examineHar(String(given.har));
  (given.json ? [JSON.stringify(report, null, 2)] : harLines(output, report)).forEach((line) => output.line(line));
  return EXIT_CODES[report.verdict];
}
