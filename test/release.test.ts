import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const ROOT = join(__dirname, '..');
const text = (name: string) => readFileSync(join(ROOT, name), 'utf8');
const manifest = JSON.parse(text('package.json')) as { version: string; scripts: Record<string, string>; keywords: string[] };

interface Job {
  readonly needs?: string;
  readonly environment?: string;
  readonly permissions: Record<string, string>;
  readonly steps: readonly { readonly uses?: string; readonly run?: string; readonly env?: Record<string, string> }[];
}
const workflow = parse(text('.github/workflows/release.yml')) as { permissions: object; jobs: Record<string, Job> };
const jobs = Object.entries(workflow.jobs);

test('the version has a section in the changelog', () => {
  expect(text('CHANGELOG.md')).toContain(`\n## ${manifest.version}\n`);
});

test('Construct Hub finds the package by its keywords', () => {
  expect(manifest.keywords).toEqual(expect.arrayContaining(['cdk', 'aws-cdk', 'awscdk']));
});

describe('the release', () => {
  test('runs scripts that exist', () => {
    const runs = jobs.flatMap(([, { steps }]) => steps.flatMap(({ run }) => run ?? []));
    const scripts = runs.flatMap((run) => [...run.matchAll(/npm run (\S+)/g)].map(([, name]) => name));
    expect(scripts).toEqual(['test:consumers']);
    expect(scripts.filter((name) => !(name in manifest.scripts))).toEqual([]);
    expect(existsSync(join(ROOT, '.ci', 'packages'))).toBe(true);
  });

  test('publishes only what was tested', () => {
    expect(jobs.filter(([name, { needs }]) => name !== 'build' && needs !== 'build').map(([name]) => name)).toEqual([]);
  });

  test('gives each job no more than it needs', () => {
    expect(workflow.permissions).toEqual({});
    expect(Object.fromEntries(jobs.map(([name, { permissions }]) => [name, permissions]))).toEqual({
      build: { contents: 'read' },
      npm: { 'id-token': 'write' },
      pypi: { 'id-token': 'write' },
      maven: {},
      go: {},
    });
  });

  test('has secrets only where a registry has no trusted publishing, and those of an environment', () => {
    const secrets = jobs.filter(([, { steps }]) => JSON.stringify(steps).includes('secrets.'));
    expect(secrets.map(([name, { environment }]) => [name, environment])).toEqual([
      ['maven', 'maven'],
      ['go', 'go'],
    ]);
  });
});
