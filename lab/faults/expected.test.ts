import { FINDINGS } from '../../lib/findings/registry';
import { EXPECTED } from './expected';
import { MISTAKES } from './mistakes';

test('every mistake is expected to be told, once', () => {
  expect(EXPECTED.map(({ name }) => name).sort()).toEqual(Object.keys(MISTAKES).sort());
});

test('codes are those of findings, unless the agent was never there', () => {
  const codes = FINDINGS.map(({ code }) => code);
  expect(EXPECTED.filter(({ code, consoleOnly }) => !consoleOnly && !codes.includes(code))).toEqual([]);
});
