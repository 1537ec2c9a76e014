import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { cost } from '../../lib/cli/cost';
import { doctor } from '../../lib/cli/doctor';

const FOLDER = join(__dirname, '..', '..', 'docs', 'delivery');

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly if?: string;
  readonly environment?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

const text = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
const github = parse(text('deliver.yml')) as { permissions: object; jobs: { diff: Job; deploy: Job } };
const gitlab = parse(text('gitlab-ci.yml')) as { deploy: { before_script: string[]; script: string[]; id_tokens: object } };
const runs = ({ steps }: Job) => steps.flatMap(({ run }) => run ?? []);

test('a job may read the repository and get a token, and no other has a permission', () => {
  expect(github.permissions).toEqual({});
  for (const job of [github.jobs.diff, github.jobs.deploy]) {
    expect(job.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
  }
});

test('the jar is built before credentials are there, then come diff, deployment and doctor', () => {
  const order = github.jobs.deploy.steps.map(({ uses, run }) => uses?.replace(/@.*/, '') ?? run);
  expect(order.slice(-6)).toEqual([
    './mvnw --batch-mode --no-transfer-progress verify',
    'npm ci',
    'aws-actions/configure-aws-credentials',
    'npx cdk diff',
    'npx cdk deploy --all --require-approval never',
    'npx cdk-spring-websocket doctor "$ENDPOINT"',
  ]);
  expect(github.jobs.deploy.environment).toBe('production');
  expect(gitlab.deploy.script.map((line) => line.replace(/^cd infrastructure && /, ''))).toEqual([
    'mvn --batch-mode --no-transfer-progress verify',
    'npm ci',
    'npx cdk diff',
    'npx cdk deploy --all --require-approval never',
    'npx cdk-spring-websocket doctor "$ENDPOINT"',
  ]);
});

test('a former version is checked out by what is given, which no shell reads', () => {
  expect(github.jobs.deploy.steps[0]!.with).toMatchObject({ ref: '${{ inputs.version || github.sha }}' });
  expect([...runs(github.jobs.deploy), ...runs(github.jobs.diff)].join('\n')).not.toContain('${{');
  expect(gitlab.deploy.before_script).toContain('git checkout "${VERSION:-$CI_COMMIT_SHA}"');
});

test('a pull request is compared by the role that deploys nothing', () => {
  const { diff } = github.jobs;
  expect(diff.if).toContain("github.event_name == 'pull_request'");
  expect(diff.steps.find(({ uses }) => uses?.startsWith('aws-actions/'))?.with).toMatchObject({
    'role-to-assume': '${{ vars.DIFF_ROLE_ARN }}',
  });
  expect(runs(diff)).toContain('npx cdk diff --method=template');
  expect(runs(diff).join()).not.toContain('cdk deploy');
});

test('the commands and options exist', () => {
  const used = [...text('deliver.yml').matchAll(/cdk-spring-websocket (\w+)((?: --\w+)*)/g)].map(([, name, options]) => [
    name,
    options!.trim(),
  ]);
  expect(used).toEqual([
    ['cost', '--region'],
    ['doctor', ''],
  ]);
  expect([cost.name, doctor.name]).toEqual(['cost', 'doctor']);
  expect(cost.options).toHaveProperty('region');
});
