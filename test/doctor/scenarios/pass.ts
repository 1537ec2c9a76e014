import { applicationJar } from '../../rehearsal/application-jar';
import { startOutside, type OutsideApplication } from '../../rehearsal/outside-application';
import type { UrlReport } from '../../../lib/doctor/url/diagnose';
import { HEALTHY_CHAINS } from './healthy';
import { Certificates } from './parts';
import { isIn, type Pass } from './passes';
import { play, titleOf, type Ground, type Scenario } from './run';
import { SCENARIOS } from './table';

/** How many chains run at once; most of them wait. */
const AT_ONCE = 4;

/** Runs every scenario on one nginx and one version of Spring Boot, and compares; skips all where there is no such nginx. */
export function runPass(pass: Pass, nginx: (() => string | Promise<string>) | undefined): void {
  if (!nginx) {
    test.skip('its nginx cannot be had here', () => undefined);
    return;
  }
  const { boot } = pass;
  const wanted = [...SCENARIOS, ...HEALTHY_CHAINS].filter((scenario) => isIn(pass, scenario));
  const reports = new Map<Scenario, Promise<UrlReport>>();
  const running: OutsideApplication[] = [];
  const certificates = new Certificates();
  let quiet: UrlReport;

  beforeAll(async () => {
    wanted.forEach(({ prepare }) => prepare?.());
    const jar = applicationJar(boot);
    const common = { SERVER_HTTP2_ENABLED: 'true', JAVA_TOOL_OPTIONS: '-Xmx160m -XX:TieredStopAtLevel=1' };
    running.push(
      ...(await Promise.all([
        startOutside(jar, { ...common, SERVER_FORWARDHEADERSSTRATEGY: 'framework' }),
        startOutside(jar, { ...common, APP_LARGEMESSAGES: 'true' }),
      ])),
    );
    const ground: Ground = {
      nginx: await nginx(),
      boot,
      applications: running.map(({ url }) => Number(new URL(url).port)),
      certificates,
      pem: certificates.pem('api.example.com'),
    };
    // The first request to a JVM takes seconds, which would be a finding of its own.
    await play({ path: '/sockjs-for-all', edit: {} }, ground);
    await play({ path: '/sockjs-for-all', edit: {}, application: 'other' }, ground);
    const lonely = wanted.filter(({ alone }) => alone);
    const queue = wanted.filter(({ alone }) => !alone);
    const lanes = Array.from({ length: AT_ONCE }, async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const scenario = next;
        reports.set(scenario, play(scenario, ground));
        await reports.get(scenario)!.catch(() => undefined);
      }
    });
    await Promise.all(lanes);
    for (const scenario of lonely) {
      reports.set(scenario, play(scenario, ground));
      await reports.get(scenario)!.catch(() => undefined);
    }
    quiet = await play({ path: '/sockjs', edit: {} }, ground);
  }, 240_000);

  afterAll(async () => {
    await Promise.all(running.map((application) => application.stop()));
    certificates.remove();
  });

  test('a healthy chain takes at most 1.5 times its slowest probe', () => {
    const { totalMs, slowest, spans } = quiet.trace;
    expect(spans.length).toBeGreaterThan(15);
    expect(totalMs).toBeLessThanOrEqual(1.5 * slowest!.ms);
  });

  test.each(wanted.map((scenario) => [titleOf(scenario), scenario] as const))('%s', async (_, scenario) => {
    const report = await reports.get(scenario)!;
    expect(summaryOf(report)).toEqual({
      verdict: scenario.verdict ?? (scenario.code ? 'problem' : 'healthy'),
      cause: scenario.code,
      also: scenario.also ?? [],
      notices: expect.arrayContaining([...(scenario.notices ?? [])]) as unknown,
    });
  });
}

function summaryOf({ verdict, cause, alsoFound, notices }: UrlReport) {
  return { verdict, cause: cause?.code, also: alsoFound.map(({ code }) => code), notices: notices.map(({ code }) => code) };
}
