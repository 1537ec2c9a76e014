import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chainToDiagnose, URL_OPTIONS } from '../../../lib/cli/doctor-url-options';
import { readOptions } from '../../../lib/cli/options';
import { diagnose } from '../../../lib/doctor/url/diagnose';
import { matching } from '../../../lib/doctor/judge';
import { TCP } from '../../../lib/doctor/questions/tcp';

const request = (...argv: string[]) => chainToDiagnose(readOptions(argv, URL_OPTIONS, { name: 'url', help: '' }));

test('a redirect of a load balancer to a login is no fault of the chain', async () => {
  const headers = { Server: 'awselb/2.0', Location: 'https://chat.auth.eu-central-1.amazoncognito.com/oauth2/authorize?client_id=1' };
  const server = createServer((_, response) => response.writeHead(302, headers).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { verdict, cause, answers } = await diagnose(request(`http://127.0.0.1:${(server.address() as AddressInfo).port}/ws`));
  server.close();
  expect({ verdict, cause }).toEqual({ verdict: 'undetermined', cause: undefined });
  expect(answers).toContainEqual(
    expect.objectContaining({
      question: 'websocket',
      summary: expect.stringContaining('302: the load balancer asks for a login') as unknown,
    }),
  );
});

test('at localhost one address that answers is enough', () => {
  const address = (text: string, connected: boolean) => ({
    address: text,
    family: text.includes(':') ? (6 as const) : (4 as const),
    connected,
    failure: connected ? undefined : { kind: 'refused' as const, message: 'refused' },
    ms: 1,
  });
  const told = (...addresses: ReturnType<typeof address>[]) => {
    const evidence = { reach: { port: 80, addresses, ms: 1 } };
    return { ...TCP.read(evidence), codes: matching(evidence).map(({ code }) => code) };
  };
  expect(told(address('127.0.0.1', true), address('::1', false))).toMatchObject({
    verdict: 'healthy',
    summary: 'port 80 open at 1 of 2 addresses',
    codes: [],
  });
  expect(told(address('127.0.0.1', true), address('127.0.1.1', false))).toMatchObject({ verdict: 'healthy', codes: [] });
  expect(told(address('127.0.0.1', false), address('::1', false))).toMatchObject({ verdict: 'problem', codes: ['TCP-REFUSED'] });
  expect(told(address('10.0.0.1', true), address('2001:db8::1', false))).toMatchObject({ verdict: 'problem', codes: ['DNS-AAAA-BROKEN'] });
});
