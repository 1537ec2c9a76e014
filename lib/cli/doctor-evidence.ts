import { examineHar } from '../doctor/har/examine-har';
import { examineLogs } from '../doctor/logs/examine-logs';
import type { CommandContext } from './command';
import { EXIT_CODES } from './exit-codes';
import { harPage } from './har-page';
import { jsonReport } from './json-report';
import { logPage } from './log-page';
import type { Given, OptionHelp } from './options';

const JSON_OPTION: OptionHelp = { type: 'boolean', help: 'only JSON on stdout' };

export const LOG_OPTIONS: Readonly<Record<string, OptionHelp>> = {
  log: {
    type: 'input',
    multiple: true,
    value: '<file|->',
    help: 'read logs of nginx and other proxies, load balancers, Spring, a browser console; .gz too, - is stdin',
  },
  json: JSON_OPTION,
};

export const HAR_OPTIONS: Readonly<Record<string, OptionHelp>> = {
  har: { type: 'input', value: '<file>', help: "read a recording of the browser's network panel" },
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
  if (given.json) {
    output.line(jsonReport('log', report));
  } else {
    output.print(logPage(report));
  }
  return EXIT_CODES[report.verdict];
}

/** Reads what a browser recorded. */
export async function diagnoseHar(given: Given, { output }: CommandContext): Promise<number> {
  const report = examineHar(String(given.har));
  if (given.json) {
    output.line(jsonReport('har', report));
  } else {
    output.print(harPage(report));
  }
  return EXIT_CODES[report.verdict];
}
