import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { REDIRECT } from '../../lib/doctor/questions/redirect';
import { redirect } from '../../lib/probes/redirect';

const HOME = 'https://api.example.com';

/** What is said of a server that answers the question (its path with the query) with this status and Location. */
async function told(status: number, location: (url: string) => string | undefined) {
  const server = createServer((request, response) => {
    const to = location(request.url ?? '');
    response.writeHead(status, to === undefined ? {} : { Location: to }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const evidence = await redirect({ origin: 'http://api.example.com', connect: { host: '127.0.0.1', port } }, HOME, '/ws');
  server.close();
  expect(JSON.stringify(evidence)).not.toContain('kept');
  const { verdict, summary } = REDIRECT.read({ redirect: evidence, redirects: true });
  return `${verdict}: ${summary}`;
}

test.each<[string, number, (url: string) => string | undefined, string]>([
  ['host, path and query', 301, (url) => HOME + url, 'healthy: 301 to https://api.example.com/ws'],
  ['the port, too', 308, (url) => `${HOME}:443${url}`, 'healthy: 308 to https://api.example.com:443/ws'],
  ['a query of its own before ours', 302, (url) => `${HOME}${url.replace('?', '?a=1&')}`, 'problem: 302 to https://api.example.com/ws?a=1'],
  ['a query of its own after ours', 302, (url) => `${HOME}${url}&a=1`, 'problem: 302 to https://api.example.com/ws?a=1'],
  ['a path of its own', 301, (url) => `${HOME}/app${url}`, 'problem: 301 to https://api.example.com/app/ws'],
  ['no query', 301, (url) => HOME + url.split('?')[0], 'problem: 301 to https://api.example.com/ws, without the query'],
  ['the first page', 301, () => HOME, 'problem: 301 to https://api.example.com'],
  [
    'a login that returns',
    302,
    (url) => `https://id.example.com/?next=${encodeURIComponent(url)}`,
    'problem: 302 to https://id.example.com/?next=%2Fws',
  ],
  ['nowhere', 200, () => undefined, 'problem: 200 to nowhere'],
])('a redirect to %s', async (_, status, location, words) => {
  expect(await told(status, location)).toBe(words);
});
