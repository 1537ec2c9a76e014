import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { examine } from '../../../lib/doctor/chain/examine';
import { diagnose } from '../../../lib/doctor/url/diagnose';
import { fakeSpring } from '../../probes/fake-spring';

/** What is said of a health check that is answered with one status after the other, each after a while. */
async function told(statuses: readonly number[], afterMs = 0) {
  const spring = await fakeSpring({});
  let asked = 0;
  const server = createServer((_, response) => {
    const status = statuses[Math.min(asked++, statuses.length - 1)]!;
    setTimeout(() => response.writeHead(status).end(), afterMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const target = { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  const chain = {
    target: { origin: `http://127.0.0.1:${spring.port}` },
    routes: [{ kind: 'sockjs' as const, path: '/ws' }],
    health: { target, path: '/health', matcher: '200' },
  };
  const reports = [];
  for (const ask of [examine, diagnose]) {
    asked = 0;
    const { verdict, cause, answers } = await ask(chain);
    const health = answers.find(({ question }) => question === 'health');
    reports.push({ verdict, cause: cause?.code, health: `${health?.verdict}: ${health?.summary}`, asked });
  }
  spring.close();
  server.close();
  expect(reports[0]).toEqual(reports[1]);
  return reports[0];
}

test('what fails once and not twice is no failure, and said', async () => {
  expect(await told([503, 200])).toEqual({
    verdict: 'undetermined',
    cause: undefined,
    health: 'undetermined: 200, matcher 200; but when it was asked first: 503, matcher 200',
    asked: 2,
  });
});

test('fails: what fails twice', async () => {
  expect(await told([503, 500, 200])).toMatchObject({ verdict: 'problem', cause: 'TARGET-UNHEALTHY', asked: 2 });
});

test('what is well is asked once', async () => {
  expect(await told([200])).toMatchObject({ verdict: 'healthy', asked: 1 });
});

test('fails: what fails late is not waited for a second time', async () => {
  expect(await told([503, 200], 1100)).toMatchObject({ verdict: 'problem', cause: 'TARGET-UNHEALTHY', asked: 1 });
});
