import { spawnSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';

const RULES = join(__dirname, 'promises.guard');
/** The package has CloudFormation Guard's own program for each system. */
const PROGRAM = join(
  dirname(require.resolve('@cdklabs/cdk-validator-cfnguard/package.json')),
  'bin',
  process.platform === 'darwin' ? 'macos' : 'ubuntu',
  process.arch === 'arm64' ? 'aarch64' : 'x86_64',
  'cfn-guard',
);

/** The rules by name. */
export const PROMISES = [...readFileSync(RULES, 'utf8').matchAll(/^rule (\w+)/gm)].map(([, name]) => name!);

/** Which of our promises a template keeps and which it breaks, by the names of the rules; of the others it has nothing. */
export interface Kept {
  readonly kept: readonly string[];
  readonly broken: readonly string[];
}

/** Asks CloudFormation Guard of all templates at once. */
export function promisesOf(templates: readonly object[]): Kept[] {
  const folder = mkdtempSync(join(tmpdir(), 'promises-'));
  templates.forEach((template, index) => writeFileSync(join(folder, `${index}.json`), JSON.stringify(template)));
  const how = ['--structured', '--output-format', 'json', '--show-summary', 'none'];
  const { status, stdout, stderr } = spawnSync(PROGRAM, ['validate', '--rules', RULES, '--data', folder, ...how], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  rmSync(folder, { recursive: true });
  // 19 where a template breaks a rule; anything else but 0 is a failure of the program itself.
  if (status !== 0 && status !== 19) throw new Error(`cfn-guard ends with ${status}: ${stderr}`);
  const reports = JSON.parse(stdout) as { name: string; compliant: string[]; not_compliant: { Rule: { name: string } }[] }[];
  return templates.map((_, index) => {
    const report = reports.find(({ name }) => name.endsWith(`/${index}.json`))!;
    return { kept: report.compliant, broken: report.not_compliant.map(({ Rule }) => Rule.name) };
  });
}
