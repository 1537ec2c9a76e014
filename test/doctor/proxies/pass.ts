import { applicationJar } from '../../rehearsal/application-jar';
import { startOutside, type OutsideApplication } from '../../rehearsal/outside-application';
import type { UrlReport } from '../../../lib/doctor/url/diagnose';
import { Certificates } from '../scenarios/parts';
import { play, type Played, type ProxyScenario } from './run';
import { STARTED } from './started';

/** Those of which no answer shows that they are there: the cures of several stand side by side. */
const UNMARKED: readonly string[] = ['haproxy', 'gateway-webflux', 'gateway-mvc'];

/** How many chains run at once; most of them wait. */
const AT_ONCE = 3;

/** Plays every chain as it is, and each broken one once more with the cure that the doctor gives. */
export function runProxies(scenarios: readonly ProxyScenario[]): void {
  const played = new Map<ProxyScenario, Promise<Played>>();
  const running: OutsideApplication[] = [];
  const certificates = new Certificates();

  beforeAll(async () => {
    // What is downloaded and built stops this process meanwhile, so it comes before anything that answers or waits.
    new Set(scenarios.map(({ software }) => software)).forEach((software) => STARTED[software]('', 0).command('.'));
    const jar = applicationJar('4.1.2');
    const common = { JAVA_TOOL_OPTIONS: '-Xmx160m -XX:TieredStopAtLevel=1' };
    running.push(
      ...(await Promise.all([startOutside(jar, { ...common, SERVER_FORWARDHEADERSSTRATEGY: 'framework' }), startOutside(jar, common)])),
    );
    const ground = { applications: running.map(({ url }) => Number(new URL(url).port)), certificates };
    const queue = [...scenarios];
    const lanes = Array.from({ length: AT_ONCE }, async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        played.set(next, play(next, ground));
        await played.get(next)!.catch(() => undefined);
      }
    });
    await Promise.all(lanes);
  }, 240_000);

  afterAll(async () => {
    await Promise.all(running.map((application) => application.stop()));
    certificates.remove();
  });

  test.each(scenarios.map((scenario) => [`${scenario.software}: ${scenario.name}`, scenario] as const))('%s', async (_, scenario) => {
    const { report, cured } = await played.get(scenario)!;
    const summary = summaryOf(report);
    expect(summary).toEqual({
      verdict: scenario.code ? 'problem' : 'healthy',
      cause: scenario.code,
      also: scenario.also ?? [],
      // Where the cause is another one, they say why.
      failed: summary.cause === scenario.code && scenario.code ? (expect.any(Array) as unknown) : [],
    });
    if (!['nginx', ...UNMARKED].includes(scenario.software)) {
      expect(`${report.cause?.cure} ${report.cause?.paste}`).not.toMatch(
        /proxy_(set_header|pass|buffering|read_timeout|http_version)|# nginx/,
      );
    }
    if (scenario.code && !scenario.incurable) {
      expect(summaryOf(cured!)).toEqual({ verdict: 'healthy', cause: undefined, also: [], failed: [] });
    }
  });
}

function summaryOf({ verdict, cause, alsoFound, answers }: UrlReport) {
  const failed = answers.filter((answer) => answer.verdict === 'problem').map(({ question, summary }) => `${question}: ${summary}`);
  return { verdict, cause: cause?.code, also: alsoFound.map(({ code }) => code), failed };
}
