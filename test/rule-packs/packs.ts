import { spawnSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { basename, join } from 'path';
import { AwsSolutionsChecks, HIPAASecurityChecks, NagPack, NIST80053R5Checks } from 'cdk-nag';
import { pythonEnvironment } from '../python-environment';
import type { Composition } from './compositions';

/** What a rule says of a resource. */
export interface Finding {
  readonly composition: string;
  readonly rule: string;
  readonly path: string;
  /** The library excepts the resource from the rule. */
  readonly excepted: boolean;
}

/** The findings of all packs over all compositions, those excepted included. */
export function findings(all: readonly Composition[]): Finding[] {
  return [...all.flatMap(nagFindings), ...templateFindings(all)];
}

function nagFindings({ title, stack }: Composition): Finding[] {
  const run = () =>
    [new AwsSolutionsChecks(), new NIST80053R5Checks(), new HIPAASecurityChecks()].flatMap((pack) =>
      pack
        .validateScope(stack)
        .violations.flatMap(({ ruleName, violatingResources }) =>
          violatingResources.map(({ constructPath }) => ({ rule: ruleName, path: constructPath! })),
        ),
    );
  const left = new Set(run().map((each) => JSON.stringify(each)));
  const deaf = jest.spyOn(NagPack.prototype as unknown as { isAcknowledged: () => boolean }, 'isAcknowledged').mockReturnValue(false);
  const found = run().map((each) => ({ composition: title, ...each, excepted: !left.has(JSON.stringify(each)) }));
  deaf.mockRestore();
  return found;
}

/** cfn-lint and checkov read files: all templates in one folder, each program once. */
function templateFindings(all: readonly Composition[]): Finding[] {
  const programs = pythonEnvironment('rule-packs', join(__dirname, 'requirements.txt'));
  const folder = mkdtempSync(join(tmpdir(), 'rule-packs-'));
  const file = (index: number) => `composition-${index}.template.json`;
  all.forEach(({ template }, index) => writeFileSync(join(folder, file(index)), JSON.stringify(template)));
  const finding = (path: string, resource: string, rule: string, excepted: boolean): Finding => {
    const { title, paths } = all[Number(/composition-(\d+)/.exec(basename(path))![1])];
    return { composition: title, rule, path: paths.get(resource) ?? resource, excepted };
  };
  const found = [...cfnLint(join(programs, 'cfn-lint'), folder, finding), ...checkov(join(programs, 'checkov'), folder, finding)];
  rmSync(folder, { recursive: true });
  return found;
}

type Make = (file: string, resource: string, rule: string, excepted: boolean) => Finding;

function cfnLint(program: string, folder: string, make: Make): Finding[] {
  const report = join(folder, 'cfn-lint.report');
  const { status, stderr } = spawnSync(
    program,
    ['--regions', 'us-east-1', '--format', 'json', '--output-file', report, '--template', join(folder, '*.template.json')],
    { encoding: 'utf8' },
  );
  // 2, 4 and 8 are errors, warnings and notes; anything else is a failure of the program itself.
  if (status === null || status % 2 === 1 || status > 14) throw new Error(`cfn-lint ends with ${status}: ${stderr}`);
  const matches = JSON.parse(readFileSync(report, 'utf8')) as { Filename: string; Rule: { Id: string }; Location: { Path: string[] } }[];
  return matches.map(({ Filename, Rule, Location }) => make(Filename, Location.Path?.[1] ?? '', Rule.Id, false));
}

/** Without a key and with `--skip-download` checkov asks nobody. */
function checkov(program: string, folder: string, make: Make): Finding[] {
  const { stdout, stderr } = spawnSync(
    program,
    ['--directory', folder, '--framework', 'cloudformation', '--skip-download', '--compact', '--output', 'json'],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (!stdout.startsWith('{')) throw new Error(`checkov answers ${stdout}${stderr}`);
  const { results, summary } = JSON.parse(stdout) as {
    results: Record<'failed_checks' | 'skipped_checks', Check[]>;
    summary: { passed: number; parsing_errors: number };
  };
  if (summary.parsing_errors > 0 || summary.passed === 0)
    throw new Error(`checkov could not read the templates: ${JSON.stringify(summary)}`);
  const made = (checks: Check[], excepted: boolean) =>
    checks.map(({ check_id, file_path, resource }) => make(file_path, resource.split('.')[1]!, check_id, excepted));
  return [...made(results.failed_checks, false), ...made(results.skipped_checks, true)];
}

interface Check {
  readonly check_id: string;
  readonly file_path: string;
  readonly resource: string;
}
