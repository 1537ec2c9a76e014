import { fixPatch } from '../../lib/doctor/nginx/lint-fix';
import { lint } from '../../lib/doctor/nginx/lint';
import { FINDINGS } from '../../lib/findings/registry';
import { readConfiguration } from '../../lib/nginx/configuration';
import { filesInMemory } from '../../lib/nginx/dump';
import type { RouteKind } from '../../lib/nginx/socket-routes';
import { NginxFolder } from '../nginx/real-nginx';
import { CONFIG_CASES } from './cases';
import { HEALTHY_CONF } from './configuration';
import type { ConfigurationCase } from './finding-cases';
import { patched } from './patched';

const folder = new NginxFolder();
afterAll(() => folder.remove());

const files = (text: string) => filesInMemory(new Map([['nginx.conf', text]]));
const factsOf = ({ route, facts }: ConfigurationCase) => ({ routes: route ? [{ path: '/ws', kind: route as RouteKind }] : [], ...facts });
const judged = (text: string, each: ConfigurationCase) => lint(readConfiguration(['nginx.conf'], files(text)), factsOf(each));
const codes = ({ problems, advice }: ReturnType<typeof judged>) => ({
  problem: problems.map(({ code }) => code),
  advice: advice.map(({ code }) => code),
});

test('every finding that is told from a configuration has a case, and the other way round', () => {
  expect(Object.keys(CONFIG_CASES).sort()).toEqual(
    FINDINGS.filter(({ matchesConfig, matchesStream }) => matchesConfig ?? matchesStream)
      .map(({ code }) => code)
      .sort(),
  );
});

test('a healthy configuration has nothing but the advice to let websocket alone upgrade', () => {
  expect(codes(judged(HEALTHY_CONF, CONFIG_CASES['NGX-H2C-UPGRADE']!))).toEqual({ problem: [], advice: ['NGX-H2C-UPGRADE'] });
});

describe.each(Object.entries(CONFIG_CASES))('%s', (code, each) => {
  test('is found where it is, with the place, and not where it is not', () => {
    const report = judged(each.broken, each);
    expect(codes(report)[each.severity]).toContain(code);
    const [place] = [...report.problems, ...report.advice].find((found) => found.code === code)!.places;
    expect(place).toMatchObject({ file: 'nginx.conf', line: expect.any(Number) as number, detail: expect.stringMatching(/\S/) as string });
    const { problem, advice } = codes(judged(each.healthy, each));
    expect([...problem, ...advice]).not.toContain(code);
    expect(problem).toEqual([]);
  });

  // Which of two servers the name belongs to, or what a line was meant for, a patch cannot know.
  if (each.severity === 'problem' && !['NGX-SERVER-NAME', 'NGX-ANSWERS-ITSELF', 'NGX-STREAM-NAME'].includes(code)) {
    test('is cured by the patch, with which nginx is content', () => {
      const patch = fixPatch(['nginx.conf'], files(each.broken), factsOf(each));
      const cured = patched('nginx.conf', each.broken, patch);
      expect(codes(judged(cured, each)).problem).toEqual([]);
      expect(folder.test(cured)).toEqual({ ok: true, message: '', line: 0 });
    });
  }

  test('nginx accepts both', () => {
    expect(folder.test(each.healthy).message).toBe('');
    expect(folder.test(each.broken).ok).toBe(!each.invalid);
  });
});
