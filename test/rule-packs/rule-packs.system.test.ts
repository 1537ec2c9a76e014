import { readFileSync } from 'fs';
import { join } from 'path';
import { BREACHES } from './breaches';
import { type Composition, compositions, type Exception, exceptions } from './compositions';
import { type Finding, findings } from './packs';
import { type Kept, PROMISES, promisesOf } from './promises';

/** Rows of a table of docs/security.md, cell by cell, found by its headings. */
function table(headings: string): string[][] {
  const lines = readFileSync(join(__dirname, '..', '..', 'docs', 'security.md'), 'utf8').split('\n');
  const rows = lines.slice(lines.indexOf(`| ${headings} |`) + 2);
  return rows
    .slice(
      0,
      rows.findIndex((line) => !line.startsWith('|')),
    )
    .map((line) => line.slice(2, -2).split(' | '));
}
const rulesOf = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, rule]) => rule);

/** What the consumer decides: a rule at the end of a path. */
const CONSUMERS = table('Rule | At | Yours to decide').flatMap(([rules, at]) =>
  rulesOf(rules).map((rule) => ({ rule, at: at.slice(1, -1) })),
);
const consumers = ({ rule, path }: Finding) => CONSUMERS.find((each) => rule.split('[')[0] === each.rule && path.endsWith(each.at));

let all: Composition[];
let found: Finding[];
let promises: Kept[];
let excepted: (Exception & { readonly composition: string })[];

beforeAll(async () => {
  process.env.CDK_VALIDATION = 'false';
  all = await compositions();
  const raw = findings(all);
  promises = promisesOf(all.map(own));
  const pages = all.at(-1)!.title;
  const granted = new Set(raw.filter(({ composition }) => composition === pages).map(({ rule, path }) => `${rule} ${path}`));
  found = raw.filter(({ composition, rule, path }) => composition.startsWith('bin/') || !granted.has(`${rule} ${path}`));
  excepted = all.flatMap((composition) => exceptions(composition).map((each) => ({ ...each, composition: composition.title })));
}, 600_000);

/** A composition's template without what the pages take for granted, which keeps no promise of ours. */
function own({ template }: Composition): { Resources: object } {
  const granted = all.at(-1)!.template as { Resources: object };
  const resources = Object.entries((template as { Resources: object }).Resources);
  return { Resources: Object.fromEntries(resources.filter(([id]) => !(id in granted.Resources))) };
}

const told = ({ composition, rule, path }: Finding) => `${composition}: ${rule} ${path}`;

test('all packs have looked at all compositions', () => {
  expect(all.length).toBeGreaterThan(11);
  for (const pack of [/^AwsSolutions/, /^NIST/, /^HIPAA/, /^CKV_/, /^[EWI]\d/]) {
    expect(found.filter(({ rule }) => pack.test(rule)).length).toBeGreaterThan(0);
  }
});

test('no finding is unexplained', () => {
  expect(found.filter((finding) => !finding.excepted && !consumers(finding)).map(told)).toEqual([]);
});

test('no exception of the library is without a finding', () => {
  const needed = ({ composition, rule, path }: (typeof excepted)[number]) =>
    found.some(
      (finding) =>
        finding.excepted && finding.composition === composition && finding.rule === rule && `${finding.path}/`.startsWith(`${path}/`),
    );
  expect(excepted.filter((each) => !needed(each)).map(({ composition, rule, path }) => `${composition}: ${rule} ${path}`)).toEqual([]);
});

test("docs/security.md has the library's exceptions with the reasons that stand beside the resources", () => {
  const rows = table('Rule | Reason').flatMap(([rules, reason]) => rulesOf(rules).map((rule) => `${rule}: ${reason}`));
  expect(rows.sort()).toEqual([...new Set(excepted.map(({ rule, reason }) => `${rule}: ${reason}`))].sort());
});

test('docs/security.md explains nothing that is not found', () => {
  const used = new Set(found.filter(({ excepted: known }) => !known).map(consumers));
  expect(CONSUMERS.filter((each) => !used.has(each))).toEqual([]);
});

test('with the lines of docs/security.md nothing is left for the consumer to decide but the zones', () => {
  const rules = found
    .filter(({ composition, excepted: known }) => composition.startsWith('docs/security.md') && !known)
    .map(({ rule }) => rule);
  expect([...new Set(rules)]).toEqual(['W3010']);
});

test('every composition keeps what docs/security.md promises, and each promise is one of some', () => {
  expect(promises.flatMap(({ broken }, index) => broken.map((rule) => `${all[index]!.title}: ${rule}`))).toEqual([]);
  expect([...new Set(promises.flatMap(({ kept }) => kept))].sort()).toEqual([...PROMISES].sort());
  expect(table('Rule | Promise').map(([rule]) => rulesOf(rule!)[0])).toEqual(PROMISES);
});

test.each(PROMISES)('a template that breaks %s alone is found', (rule) => {
  const composition = all[promises.findIndex(({ kept }) => kept.includes(rule))]!;
  const broken = structuredClone(own(composition)) as Parameters<(typeof BREACHES)[string]>[0];
  BREACHES[rule]!(broken);
  expect(promisesOf([broken])[0]!.broken).toEqual([rule]);
});
