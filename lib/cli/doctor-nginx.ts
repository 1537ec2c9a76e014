import { readFileSync } from 'node:fs';
import { fixPatch } from '../doctor/nginx/lint-fix';
import { readLintInput } from '../doctor/nginx/lint-input';
import { lint, unreadable } from '../doctor/nginx/lint';
import type { LintReport } from '../doctor/nginx/lint-report';
import { sarif } from '../doctor/nginx/sarif';
import { readConfiguration, type Configuration } from '../nginx/configuration';
import { NginxSyntaxError } from '../nginx/parse';
import type { CommandContext } from './command';
import { EXIT_CODES } from './exit-codes';
import { givenVersion, lintFacts, lintFormat } from './doctor-nginx-options';
import { jsonReport } from './json-report';
import { lintPage, patchPage } from './lint-page';
import type { Given } from './options';
import { doctorOf } from './program';
import { UsageError } from './usage-error';
import { version } from './version';

export { NGINX_OPTIONS } from './doctor-nginx-options';

/** Reads an nginx configuration and names what of it breaks WebSockets. */
export async function lintNginx(given: Given, { output, errors }: CommandContext): Promise<number> {
  const facts = lintFacts(given);
  const format = lintFormat(given);
  const wanted = givenVersion(given);
  const input = readLintInput(given.nginx as string, stdin);
  const told = wanted ?? input.version;
  let configuration: Configuration | undefined;
  let report: LintReport;
  let patch = '';
  try {
    configuration = readConfiguration(input.paths, input.files, told);
    report = lint(configuration, facts);
    patch =
      report.verdict === 'problem' && (format === 'json' || format === 'patch') ? fixPatch(input.paths, input.files, facts, told) : '';
  } catch (error) {
    if (!(error instanceof NginxSyntaxError)) throw error;
    report = unreadable(error);
  }
  if (format === 'json') {
    output.line(jsonReport('nginx', { ...report, patch }));
  } else if (format === 'sarif') {
    output.line(JSON.stringify(sarif(report, configuration?.files ?? new Map<string, string>(), version()), null, 2));
  } else if (format === 'patch') {
    if (patch !== '') output.data(patch.slice(0, -1));
    errors.print(patchPage(report));
  } else {
    output.print(lintPage(report));
  }
  return EXIT_CODES[report.verdict];
}

function stdin(): string {
  if (process.stdin.isTTY) throw new UsageError(`--nginx - reads from a pipe: sudo nginx -T | ${doctorOf('--nginx -')}`);
  return readFileSync(0, 'utf8');
}
