import { fixPatch } from '../../../lib/doctor/nginx/lint-fix';
import { lint } from '../../../lib/doctor/nginx/lint';
import { readConfiguration } from '../../../lib/nginx/configuration';
import { filesInMemory } from '../../../lib/nginx/dump';
import { conf, GOOD } from '../../findings/configuration';
import { patched } from '../../findings/patched';

const files = (text: string) => filesInMemory(new Map([['nginx.conf', text]]));
const hosts = (text: string, route = '/ws') => {
  const facts = { routes: [{ path: route }] };
  const patch = fixPatch(['nginx.conf'], files(text), facts);
  const cured = patch === '' ? text : patched('nginx.conf', text, patch);
  const report = lint(readConfiguration(['nginx.conf'], files(cured)), facts);
  expect(report.problems).toEqual([]);
  return [...cured.matchAll(/proxy_set_header Host (\S+);/g)].map(([, value]) => value);
};
const PASS = 'proxy_pass http://127.0.0.1:8080;';

describe('a location that the patch changes gets the Host of the page', () => {
  test.each<[string, string, string[]]>([
    ['where it has none', conf(PASS), ['$http_host']],
    ['where it keeps its own', conf(`${PASS} proxy_set_header Host $host;`), ['$host']],
    ['where one of the server is repeated', conf(PASS, { server: 'proxy_set_header Host $host;' }), ['$host', '$host']],
    [
      'where its own header hid that of the server',
      conf(`${PASS} proxy_set_header X-A b;`, { server: 'proxy_set_header Host $host;' }),
      ['$host', '$host'],
    ],
    ["where it names the upstream's", conf(`${PASS} proxy_set_header Host $proxy_host;`), ['$http_host']],
    ['where Tomcat refuses it', conf('proxy_pass http://my_app;', { http: 'upstream my_app { server 127.0.0.1:8080; }' }), ['$http_host']],
    ['where only the timeout is wrong', conf(GOOD.replace('3600s', '5s').replace('proxy_set_header Host $host;', '')), ['$http_host']],
    ['in a location that the patch adds', conf(PASS, { location: '/api' }), ['$http_host']],
    ['not where the server elsewhere has a name of its own', conf('proxy_pass https://chat.example.org;'), []],
    ['not where nothing else is wrong', conf(GOOD.replace('proxy_set_header Host $host;', '')), []],
  ])('%s', (_, text, values) => expect(hosts(text)).toEqual(values));
});
