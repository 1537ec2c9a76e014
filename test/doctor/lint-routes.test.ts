import { namedRoute } from '../../lib/cli/doctor-nginx-options';
import { lint } from '../../lib/doctor/lint';
import { readConfiguration } from '../../lib/nginx/configuration';
import { filesInMemory } from '../../lib/nginx/dump';

const H = 'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade"; proxy_set_header Host $host; proxy_read_timeout 3600s;';
const PASS = 'proxy_pass http://127.0.0.1:8080;';
const server = (lines: string, name = 'chat.example.com', port = 80) => `server { listen ${port}; server_name ${name}; ${lines} }`;

function judge(servers: string, ...routes: string[]): { verdict: string; problems: string[]; routes: string[]; undetermined: readonly string[] } {
  const text = `events {} http { map $http_upgrade $kind { default web; websocket ws; } ${servers} }`;
  const report = lint(readConfiguration(['nginx.conf'], filesInMemory(new Map([['nginx.conf', text]]))), { routes: routes.map(namedRoute) });
  return { verdict: report.verdict, problems: report.problems.map(({ code }) => code), routes: report.routes.map(({ route }) => route), undetermined: report.undetermined };
}

describe('a slash at the end', () => {
  const slash = server(`location /ws/ { ${PASS} ${H} }`);

  test.each([
    ['/ws/', []],
    ['handler:/ws/', []],
    ['sockjs:/ws/', []],
    ['sockjs:/ws', []],
    ['/ws', ['REDIRECT-NOT-FOLLOWED']],
    ['handler:/ws', ['REDIRECT-NOT-FOLLOWED']],
  ])('%s', (route, problems) => expect(judge(slash, route).problems).toEqual(problems));

  test('is one', () => expect([namedRoute('/ws//'), namedRoute('/')].map(({ path }) => path)).toEqual(['/ws/', '/']));
});
