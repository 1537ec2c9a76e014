import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { HOPS } from '../../lib/chain/hops';
import { judge, matching } from '../../lib/doctor/judge';
import { FINDINGS, findingOf, findingsForHost } from '../../lib/findings/registry';
import { CASES, TOLD_FROM_OUTSIDE } from './cases';
import { HEALTHY } from './evidence';

const told = FINDINGS.filter(({ matches }) => matches);

test('a healthy chain has no finding', () => {
  expect(matching(HEALTHY).map(({ code }) => code)).toEqual([]);
});

test.each(told.map(({ code }) => code))('%s is found where it is, and is what the judge names', (code) => {
  const evidence = { ...HEALTHY, ...CASES[code] };
  expect(matching(evidence).map((finding) => finding.code)).toContain(code);
  const { problems, notices } = judge([{ evidence, answers: [] }]);
  expect([problems[0], ...notices].map((diagnosis) => diagnosis?.finding.code)).toContain(code);
});

test.each(TOLD_FROM_OUTSIDE)('%s is told from outside too', (code, change) => {
  const { problems } = judge([{ evidence: { ...HEALTHY, ...change }, answers: [] }]);
  expect(problems[0]?.finding.code).toBe(code);
});

test('cases stand in the folder of their finding', () => {
  const files = HOPS.flatMap((hop) => readdirSync(join(__dirname, hop)).map((file) => join(hop, file.replace('.test.ts', '.ts'))));
  expect(files.filter((file) => !existsSync(join(__dirname, '../../lib/findings', file)))).toEqual([]);
});

test('no case without its finding', () => {
  expect(Object.keys(CASES).filter((code) => !findingOf(code)?.matches)).toEqual([]);
});

test.each(FINDINGS.map((finding) => [finding.code, finding] as const))('%s is complete', (code, finding) => {
  expect(FINDINGS.filter((other) => other.code === code)).toHaveLength(1);
  expect(existsSync(join(__dirname, '../../lib/findings', finding.hop, `${code.toLowerCase()}.ts`))).toBe(true);
  for (const text of [finding.cause, finding.why, finding.title, finding.cure]) {
    expect(text).not.toBe('');
  }
  expect(finding.source.length).toBeGreaterThan(0);
  expect(finding.title.length).toBeLessThanOrEqual(160);
  expect(finding.cure.length).toBeLessThanOrEqual(160);
  expect(
    Boolean(finding.matches || finding.matchesConfig || finding.matchesStream || finding.inAws || finding.symptoms?.length) ||
      finding.onHost,
  ).toBe(true);
});

test("a code's prefix says its hop", () => {
  const hops = new Map<string, Set<string>>();
  for (const { code, hop } of FINDINGS) {
    const prefix = code.replace(/-.*/, '');
    hops.set(prefix, (hops.get(prefix) ?? new Set()).add(hop));
  }
  expect([...hops].filter(([, of]) => of.size > 1).map(([prefix, of]) => `${prefix}: ${[...of].join(', ')}`)).toEqual([]);
});

test('the folders of the hops hold findings and nothing else', () => {
  const files = HOPS.flatMap((hop) => readdirSync(join(__dirname, '../../lib/findings', hop)));
  expect(files.sort()).toEqual(FINDINGS.map(({ code }) => `${code.toLowerCase()}.ts`).sort());
});

test('what the host carries is small and sorted', () => {
  const packed = findingsForHost();
  expect(Object.keys(packed)).toEqual([...Object.keys(packed)].sort());
  expect(packed['PROXY-UPGRADE-MISSING'].hop).toBe('nginx');
  expect(JSON.stringify(packed).length).toBeLessThan(12_000);
});

test("the host's own word counts", () => {
  const { problems } = judge([{ evidence: { gate: { ok: false, code: 'HOST-DISK-FULL', sentence: 'no space left' } }, answers: [] }]);
  expect(problems.map(({ finding, detail }) => [finding.code, detail])).toEqual([['HOST-DISK-FULL', 'no space left']]);
});

test('the first broken step is the cause, symptoms are not', () => {
  const { info, handshake, xhrStreaming, uncompressedStreaming, direct, health } = {
    ...CASES['NGX-HTTP10'],
    ...CASES['PROXY-UPGRADE-MISSING'],
    ...CASES['TARGET-UNHEALTHY'],
  };
  const { problems } = judge([
    { evidence: { ...HEALTHY, info, handshake, xhrStreaming, uncompressedStreaming, direct, health }, answers: [] },
  ]);
  expect(problems.map(({ finding }) => finding.code)).toEqual(['PROXY-UPGRADE-MISSING', 'NGX-HTTP10']);
});
