import type { UrlReport } from '../../../lib/doctor/url/diagnose';
import { nginxBinary } from '../../nginx/real-nginx';
import { applicationJar, type BootVersion, type EmbeddedServer } from '../../rehearsal/application-jar';
import { startOutside, type OutsideApplication } from '../../rehearsal/outside-application';
import { Certificates } from '../scenarios/parts';
import { play, titleOf, type Ground, type Scenario } from '../scenarios/run';
import { propertiesOf, scenariosOf } from './table';

const AT_ONCE = 4;

/** Runs the chains of one server, and compares. */
export function runServer(server: EmbeddedServer, boot: BootVersion, options?: Parameters<typeof scenariosOf>[1]): void {
  const wanted = scenariosOf(server, options);
  const reports = new Map<Scenario, Promise<UrlReport>>();
  const running: OutsideApplication[] = [];
  const certificates = new Certificates();

  beforeAll(async () => {
    const jar = applicationJar(boot, server);
    const common = { SERVER_FORWARDHEADERSSTRATEGY: 'framework', JAVA_TOOL_OPTIONS: '-Xmx160m -XX:TieredStopAtLevel=1' };
    const cures = JSON.stringify(propertiesOf('SPR-HEADER-LIMIT', 'SPR-IDLE-CLOSE'));
    const raised = { SPRING_APPLICATION_JSON: cures, APP_LARGEMESSAGES: 'true', APP_MESSAGESIZELIMIT: '200000' };
    running.push(...(await Promise.all([startOutside(jar, common), startOutside(jar, { ...common, ...raised })])));
    const ground: Ground = {
      nginx: nginxBinary(),
      boot,
      applications: running.map(({ url }) => Number(new URL(url).port)),
      certificates,
      pem: certificates.pem('api.example.com'),
    };
    // The first request to a JVM takes seconds, which would be a finding of its own.
    await play({ path: wanted[0]!.path, edit: {} }, ground);
    await play({ path: wanted[0]!.path, edit: {}, application: 'other' }, ground);
    // What waits comes first.
    const queue = [...wanted].sort(
      (a, b) => Number(b.options?.includes('--idle-seconds') ?? 0) - Number(a.options?.includes('--idle-seconds') ?? 0),
    );
    const lane = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        reports.set(next, play(next, ground));
        await reports.get(next)!.catch(() => undefined);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
  }, 240_000);

  afterAll(async () => {
    await Promise.all(running.map((application) => application.stop()));
    certificates.remove();
  });

  test.each(wanted.map((scenario) => [titleOf(scenario), scenario] as const))('%s', async (_, scenario) => {
    const { verdict, cause, alsoFound } = await reports.get(scenario)!;
    expect([verdict, cause?.code, alsoFound.map(({ code }) => code)]).toEqual([scenario.code ? 'problem' : 'healthy', scenario.code, []]);
  });
}
